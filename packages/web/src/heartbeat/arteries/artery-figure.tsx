import { type ReactNode, useEffect, useRef } from 'react';
import type { CycleMemberView } from '../../generated/types.ts';
import { valueAt } from '../beat.ts';
import type { BeatClock } from '../beat-clock.ts';
import { pressureColour, type Scheme } from '../pressure-ramp.ts';
import styles from './arteries.module.css';
import { ARTERY_PATHS, BODY, CUFF, HALF_BODY } from './artery-paths.ts';

/** Milliseconds between pictures of a playing beat: the eye sees no more, and other pictures need the rest. */
const SELDOM = 30;

interface ArteryFigureProps {
  /** The member whose pressures are shown. */
  readonly member: CycleMemberView;
  readonly clock: BeatClock;
  readonly scheme: Scheme;
  /** Pressures at the ends of the ramp, mmHg. */
  readonly range: readonly [number, number];
  readonly chosen: string;
  readonly onChoose: (artery: string) => void;
  /** What an artery is called. */
  readonly labelOf: (artery: string) => string;
}

/** The arteries in a body, each in the colour of its pressure at the phase of the clock. A pointer chooses one; the list beside it does the same for a keyboard. */
export function ArteryFigure(props: ArteryFigureProps): ReactNode {
  const { member, clock, scheme, range, chosen, onChoose, labelOf } = props;
  const tree = useRef<SVGGElement>(null);
  const figure = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const lines = [...(tree.current?.querySelectorAll<SVGPathElement>('[data-colours]') ?? [])];
    const [low, high] = range;
    let last = Number.NEGATIVE_INFINITY;
    return clock.listen((phase) => {
      const now = performance.now();
      if (clock.playing && now - last < SELDOM) return;
      last = now;
      for (const line of lines) {
        const pressure = valueAt(member, line.dataset.colours!, phase);
        const parts = pressureColour((pressure - low) / (high - low), scheme).map((part) =>
          Math.round(255 * part),
        );
        line.setAttribute('stroke', `rgb(${parts.join(' ')})`);
      }
    });
  }, [member, clock, scheme, range]);
  useEffect(() => {
    const element = figure.current;
    const onClick = ({ target }: Event): void => {
      const artery = target instanceof SVGElement ? target.dataset.artery : undefined;
      if (artery !== undefined) onChoose(artery);
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, [onChoose]);
  const halo = ARTERY_PATHS.find(({ name }) => name === chosen);
  return (
    <svg
      ref={figure}
      className={styles.figure}
      viewBox={`-4 6 ${BODY.width + 8} ${BODY.height}`}
      role="img"
      aria-label="The arteries in a body, coloured by their pressure at this moment of the beat; the table holds them all"
    >
      <ellipse cx="120" cy="48" rx="25.5" ry="32" className={styles.head} />
      <path d={HALF_BODY} className={styles.body} />
      <path d={HALF_BODY} className={styles.body} transform={`matrix(-1 0 0 1 ${BODY.width} 0)`} />
      {halo !== undefined && <path d={halo.d} className={styles.halo} strokeWidth={halo.width + 8} />}
      <g ref={tree} className={styles.tree}>
        {ARTERY_PATHS.map(({ name, d, width }) => (
          <g key={name}>
            <path d={d} className={styles.edge} strokeWidth={width + 1.4} />
            <path d={d} data-colours={name} strokeWidth={width} />
          </g>
        ))}
      </g>
      <g className={styles.cuff}>
        <rect
          x={CUFF.at[0] - 15}
          y={CUFF.at[1] - 13}
          width="30"
          height="26"
          rx="5"
          transform={`rotate(${CUFF.turn} ${CUFF.at[0]} ${CUFF.at[1]})`}
        />
        <text x={CUFF.at[0] - 22} y={CUFF.at[1] - 4} textAnchor="end">
          arm
        </text>
        <text x={CUFF.at[0] - 22} y={CUFF.at[1] + 9} textAnchor="end">
          cuff
        </text>
      </g>
      <g className={styles.targets}>
        {ARTERY_PATHS.map(({ name, d, width }) => (
          <path key={name} d={d} data-artery={name} strokeWidth={Math.max(9, width + 5)}>
            <title>{labelOf(name)}</title>
          </path>
        ))}
      </g>
    </svg>
  );
}
