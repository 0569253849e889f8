import { formatInstant, type TwinModel } from '@twinward/contract';
import { driftOf } from '@twinward/estimate';
import type { InnovationRing, RingRow } from '../fold/innovation-ring.ts';
import { innovationsOf } from '../fold/take-reading.ts';
import type { TwinState } from '../fold/twin-state.ts';
import { HEADLINE } from '../forecast/issued-forecast.ts';
import type { RiskView } from '../views/risk-view.ts';
import type { TrackView } from '../views/track-view.ts';
import type { LatestReading } from '../views/twin-summary.ts';
import type { Digest } from './digest.ts';

const RECENT = 3 * 3_600_000;
const TREND = 15 * 60_000;
/** Innovations needed before drift is told. */
const DRIFT_NEEDS = 6;

/** What the overview shows of a state, with the risks and track record known besides. */
export function digestOf(
  model: TwinModel,
  state: TwinState,
  risks: readonly RiskView[],
  track: TrackView | null,
): Digest {
  const recent = recentOf(state.innovations);
  const last = recent.at(-1);
  const innovations = innovationsOf(model, state.innovations, model.fit.window);
  return {
    seq: state.seq,
    fit: state.fit,
    lastObservedAt: state.lastObservedAt,
    latest: last === undefined ? null : latestReading(model, recent, last),
    drift: innovations.length < DRIFT_NEEDS ? null : driftOf(innovations, model.fit.window),
    recentAt: Float64Array.from(recent, (row) => row.at),
    recentMedian: Float64Array.from(recent, (row) => row.median),
    risks,
    track,
  };
}

/** The readings of the headline observable in the last three hours before its latest, oldest first. */
function recentOf(ring: InnovationRing): readonly RingRow[] {
  const rows: RingRow[] = [];
  let since = Number.NEGATIVE_INFINITY;
  for (let i = ring.length - 1; i >= 0 && ring.at(i) >= since; i--) {
    if (ring.observable(i) !== HEADLINE) continue;
    if (rows.length === 0) since = ring.at(i) - RECENT;
    rows.push(ring.row(i));
  }
  return rows.reverse();
}

function latestReading(model: TwinModel, rows: readonly RingRow[], last: RingRow): LatestReading {
  const { name, label, unit } = model.observables[HEADLINE]!;
  const first = rows.find((row) => row.at >= last.at - TREND)!;
  const minutes = (last.at - first.at) / 60_000;
  return {
    observable: name,
    label,
    unit,
    value: last.observed,
    censored: last.censored,
    at: formatInstant(last.at),
    perMinute: minutes === 0 ? null : (last.mean - first.mean) / minutes,
  };
}
