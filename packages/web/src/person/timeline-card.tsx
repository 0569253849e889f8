import {
  IconAlertTriangle,
  IconArrowsSplit2,
  IconBell,
  IconClipboardCheck,
  IconLink,
  IconMessageCheck,
  IconPencil,
  IconPointFilled,
  IconPower,
} from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { linearScale } from '../charts/scale.ts';
import { timeTicks } from '../charts/ticks.ts';
import { useWidth } from '../charts/use-width.ts';
import { readTimeline } from '../generated/api.ts';
import type { TimelineView } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { Segments } from '../twin/segments.tsx';
import { formatClock, formatInstant } from '../units/format.ts';
import { usePreferences } from '../units/preferences.tsx';
import { forReader } from '../units/words.ts';
import styles from './side-cards.module.css';

type Entry = TimelineView['entries'][number];

const SPANS = { '1': '1 day', '3': '3 days', '7': '7 days' } as const;
const DAY = 86_400_000;
const ICONS: Readonly<Record<Entry['kind'], typeof IconLink>> = {
  intervention: IconClipboardCheck,
  observations: IconPointFilled,
  'held-aside': IconAlertTriangle,
  correction: IconPencil,
  flag: IconAlertTriangle,
  'twin-opened': IconPower,
  'twin-closed': IconPower,
  coupled: IconLink,
  uncoupled: IconLink,
  advice: IconMessageCheck,
  scenario: IconArrowsSplit2,
  alert: IconBell,
};

/** What happened to a person, newest first: what was measured and done, what was doubted, who was tried what on. */
export function TimelineCard({ subject }: { readonly subject: string }): ReactNode {
  const { glucose } = usePreferences();
  const [days, setDays] = useState<keyof typeof SPANS>('1');
  const pages = useInfiniteQuery({
    queryKey: KEYS.timeline(subject, days),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      readTimeline(
        {
          subject,
          query: { from: new Date(Date.now() - Number(days) * DAY).toISOString(), before: pageParam },
        },
        signal,
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  const first = pages.data?.pages[0];
  return (
    <section className="card" aria-labelledby="timeline-title">
      <div className="row between" style={{ marginBottom: 8 }}>
        <h2 id="timeline-title">What happened</h2>
        <Segments
          label="Days shown"
          value={days}
          options={(Object.keys(SPANS) as (keyof typeof SPANS)[]).map((value) => ({
            value,
            label: SPANS[value],
          }))}
          onChange={setDays}
        />
      </div>
      {pages.isPending ? (
        <Waiting height={260} label="Reading what happened" />
      ) : pages.isError ? (
        <ProblemPanel problem={asProblem(pages.error)} onRetry={() => void pages.refetch()} />
      ) : entries.length === 0 ? (
        <p className="muted">Nothing entered the record in this time.</p>
      ) : (
        <>
          <Lanes entries={entries} from={Date.parse(first!.from)} to={Date.parse(first!.to)} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
          <ol className={styles.entries} tabIndex={0} aria-label="What happened, newest first">
            {entries.map((entry, i) => {
              const Icon = ICONS[entry.kind];
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name of their own and only grow at the end
                <li key={i} data-kind={entry.kind}>
                  <time dateTime={entry.at}>{formatInstant(Date.parse(entry.at))}</time>
                  <Icon size={16} stroke={1.8} aria-hidden />
                  <span>{forReader(entry.words, glucose)}</span>
                </li>
              );
            })}
          </ol>
          {pages.hasNextPage && (
            <button
              type="button"
              className="link-button"
              disabled={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              {pages.isFetchingNextPage ? 'Reading …' : 'Show earlier'}
            </button>
          )}
        </>
      )}
    </section>
  );
}

const LANES = [
  ['done', 'Done'],
  ['measured', 'Measured'],
  ['doubt', 'Doubted'],
] as const;

function laneOf({ kind }: Entry): (typeof LANES)[number][0] | null {
  if (kind === 'intervention') return 'done';
  if (kind === 'observations') return 'measured';
  return kind === 'flag' || kind === 'held-aside' || kind === 'correction' || kind === 'alert'
    ? 'doubt'
    : null;
}

/** The same entries along one axis of time, a lane a kind. */
function Lanes({
  entries,
  from,
  to,
}: {
  readonly entries: readonly Entry[];
  readonly from: number;
  readonly to: number;
}): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const x = linearScale([from, to], [78, Math.max(79, width - 8)]);
  const row = 24;
  const height = LANES.length * row + 20;
  return (
    <div ref={place} style={{ height: height + 8 }}>
      {width > 0 && (
        <svg width={width} height={height} className={styles.lanes} aria-hidden>
          <title>What happened, along time</title>
          {LANES.map(([lane, words], i) => (
            <g key={lane}>
              <text x="0" y={i * row + 16}>
                {words}
              </text>
              <line x1="78" x2={width - 8} y1={i * row + 12} y2={i * row + 12} />
              {entries
                .filter((entry) => laneOf(entry) === lane)
                .map((entry) => (
                  <circle
                    key={entries.indexOf(entry)}
                    className={styles.tick}
                    data-lane={lane}
                    cx={x(Date.parse(entry.at))}
                    cy={i * row + 12}
                    r={entry.kind === 'observations' ? Math.min(6, 2 + Math.sqrt(entry.count) / 2) : 4.2}
                  />
                ))}
            </g>
          ))}
          {timeTicks(from, to, Math.max(2, Math.floor(width / 130)), new Date(from).getTimezoneOffset()).map(
            (tick) => (
              <text key={tick} x={x(tick)} y={height - 3} textAnchor="middle">
                {to - from > 2 * DAY
                  ? new Date(tick).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric' })
                  : formatClock(tick)}
              </text>
            ),
          )}
        </svg>
      )}
    </div>
  );
}
