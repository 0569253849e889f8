import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { TwinSummary } from '../generated/types.ts';
import type { Person } from '../people/group-people.ts';
import type { GlucoseChoice } from '../units/measure.ts';
import { BodyFigure, FIGURE, ORGAN_POINTS } from './body-figure.tsx';
import { ORGAN_WORDS, type Organ, organOf } from './organ.ts';
import styles from './organ-board.module.css';
import { OrganCard } from './organ-card.tsx';

interface OrganBoardProps {
  readonly person: Person;
  readonly now: number;
  readonly choice: GlucoseChoice;
}

/** Organs whose place in the drawing is on its left. */
const LEFT: ReadonlySet<Organ> = new Set(['lungs', 'drug']);
const FOLLOWABLE: readonly Organ[] = ['heart', 'lungs', 'glucose', 'drug'];

/** A person as a body: each organ that a twin follows has a card, tied to its place by a line. */
export function OrganBoard({ person, now, choice }: OrganBoardProps): ReactNode {
  const [lit, setLit] = useState<Organ | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const lines = useLeaders(place, person.twins);
  const followed = new Set(person.twins.map((twin) => organOf(twin.model)));
  const silent = new Set(
    [...followed].filter((organ) =>
      person.twins
        .filter((twin) => organOf(twin.model) === organ)
        .every((twin) => twin.fit.kind !== 'fits' || twin.closedAt !== null),
    ),
  );
  const [left, right] = sides(person.twins);
  const column = (twins: readonly TwinSummary[]): ReactNode =>
    twins.map((twin) => (
      <OrganCard
        key={twin.id}
        twin={twin}
        now={now}
        choice={choice}
        onPoint={(on) => setLit(on ? organOf(twin.model) : null)}
      />
    ));
  const missing = FOLLOWABLE.filter((organ) => !followed.has(organ));
  return (
    <section aria-label="Organs" className={styles.board} ref={place}>
      <svg className={styles.leaders} aria-hidden>
        <title>Lines from organs to their cards</title>
        {lines.map(({ id, organ, d, end }) => (
          <g key={id} data-lit={organ === lit} data-silent={silent.has(organ)}>
            <path d={d} />
            <circle cx={end[0]} cy={end[1]} r="3.2" />
          </g>
        ))}
      </svg>
      <div className={styles.column}>{column(left)}</div>
      <div className={styles.body} data-body>
        <BodyFigure followed={followed} silent={silent} lit={lit} />
      </div>
      <div className={styles.column}>
        {column(right)}
        {missing.length > 0 && (
          <p className={styles.missing}>
            Not followed by a twin: {missing.map((organ) => ORGAN_WORDS[organ].toLowerCase()).join(', ')}.
          </p>
        )}
      </div>
    </section>
  );
}

/** About how tall the card of an organ is beside the others. */
const TALL: Readonly<Record<Organ, number>> = { heart: 1.5, lungs: 1.4, glucose: 1.3, drug: 1, other: 1 };

/** Cards on the side of their organs, as long as the columns stay about equally tall. */
function sides(twins: readonly TwinSummary[]): readonly [readonly TwinSummary[], readonly TwinSummary[]] {
  const columns: [TwinSummary[], TwinSummary[]] = [
    twins.filter((twin) => LEFT.has(organOf(twin.model))),
    twins.filter((twin) => !LEFT.has(organOf(twin.model))),
  ];
  const height = (column: readonly TwinSummary[]): number =>
    column.reduce((sum, twin) => sum + TALL[organOf(twin.model)], 0);
  for (;;) {
    const [more, less] = height(columns[0]) > height(columns[1]) ? columns : [columns[1], columns[0]];
    const gap = height(more) - height(less);
    const last = more.at(-1);
    if (last === undefined || TALL[organOf(last.model)] >= gap) return columns;
    less.push(more.pop()!);
  }
}

interface Leader {
  readonly id: string;
  readonly organ: Organ;
  readonly d: string;
  readonly end: readonly [number, number];
}

/** The lines from cards to organs, measured on the page and anew whenever it is laid out otherwise. */
function useLeaders(
  place: React.RefObject<HTMLDivElement | null>,
  twins: readonly TwinSummary[],
): readonly Leader[] {
  const [lines, setLines] = useState<readonly Leader[]>([]);
  useLayoutEffect(() => {
    const board = place.current;
    const figure = board?.querySelector('[data-body] svg');
    if (board === null || figure == null) return;
    const measure = (): void => {
      const origin = board.getBoundingClientRect();
      const body = figure.getBoundingClientRect();
      if (body.width === 0) {
        setLines([]);
        return;
      }
      const scale = body.width / FIGURE.width;
      setLines(
        [...board.querySelectorAll<HTMLElement>('[data-twin]')].map((card): Leader => {
          const id = card.dataset.twin!;
          const organ = organOf(twins.find((twin) => twin.id === id)?.model ?? '');
          const box = card.getBoundingClientRect();
          const fromLeft = box.right <= body.left + 1;
          const start = [(fromLeft ? box.right : box.left) - origin.left, box.top + 29 - origin.top] as const;
          const [ox, oy] = ORGAN_POINTS[organ];
          const end = [body.left - origin.left + ox * scale, body.top - origin.top + oy * scale] as const;
          const bend = start[0] + (fromLeft ? 22 : -22);
          return { id, organ, end, d: `M${start[0]} ${start[1]}H${bend}L${end[0]} ${end[1]}` };
        }),
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(board);
    for (const card of board.querySelectorAll('[data-twin]')) observer.observe(card);
    return () => observer.disconnect();
  }, [place, twins]);
  return lines;
}
