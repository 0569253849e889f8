// Which twins are shown, and in which order: those that doubt themselves first, then by what may happen.
import type { TwinSummary } from '../generated/types.ts';
import { DRIFTS_FROM } from '../units/words.ts';

/** Which twins to show. */
export type Showing = 'all' | 'attention' | 'fits' | 'warming-up';

/** What to order by. `attention`: abstaining and drifting first, then by risk. */
export type Ordering = 'attention' | 'risk' | 'name' | 'age' | 'record';

/** What a reader asked the overview to show. */
export interface TwinFilter {
  readonly text: string;
  readonly show: Showing;
  readonly origin: 'all' | TwinSummary['origin'];
  readonly order: Ordering;
}

/** Whether a twin's misses are wider than it promises. */
export function drifts(twin: TwinSummary): boolean {
  return twin.drift !== null && twin.drift > DRIFTS_FROM;
}

/** Whether a person should look at this twin before trusting it: it abstains or drifts, and is not closed. */
export function needsAttention(twin: TwinSummary): boolean {
  return twin.closedAt === null && (twin.fit.kind === 'abstains' || drifts(twin));
}

/** The highest probability among a twin's thresholds, 0 to 1. */
function highestRisk(twin: TwinSummary): number {
  return twin.risks.reduce((highest, risk) => Math.max(highest, risk.probability), 0);
}

/** The twins a filter lets through, in its order; equal ones by label. */
export function orderTwins(twins: readonly TwinSummary[], filter: TwinFilter): readonly TwinSummary[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const rank = RANKS[filter.order];
  return twins
    .filter((twin) => shows(twin, filter) && holds(twin, words))
    .map((twin) => ({ twin, rank: rank(twin) }))
    .sort((a, b) => a.rank - b.rank || BY_NAME.compare(a.twin.label, b.twin.label))
    .map(({ twin }) => twin);
}

const BY_NAME = new Intl.Collator('en', { numeric: true });

const RANKS: Readonly<Record<Ordering, (twin: TwinSummary) => number>> = {
  attention: (twin) => stage(twin) * 10 - highestRisk(twin),
  risk: (twin) => -highestRisk(twin),
  name: () => 0,
  age: (twin) => (twin.latest === null ? Number.NEGATIVE_INFINITY : Date.parse(twin.latest.at)),
  record: (twin) =>
    twin.track === null || twin.track.persistenceRmse === 0
      ? Number.POSITIVE_INFINITY
      : twin.track.rmse / twin.track.persistenceRmse,
};

function stage(twin: TwinSummary): number {
  if (twin.closedAt !== null) return 4;
  if (twin.fit.kind === 'abstains') return 0;
  if (drifts(twin)) return 1;
  return twin.fit.kind === 'fits' ? 2 : 3;
}

function shows(twin: TwinSummary, { show, origin }: TwinFilter): boolean {
  if (origin !== 'all' && twin.origin !== origin) return false;
  if (show === 'all') return true;
  return show === 'attention' ? needsAttention(twin) : twin.fit.kind === show;
}

function holds(twin: TwinSummary, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = `${twin.label} ${twin.id} ${twin.subject} ${twin.modelTitle}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
