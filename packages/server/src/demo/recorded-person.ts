// A person of a published recording, moved in time so that they live now.
import type { CgmSeries } from '@twinward/connect/wearables';
import { INTERSTITIAL_GLUCOSE } from '@twinward/connect/wearables';
import {
  type Instant,
  instant,
  type Observed,
  type SubjectRef,
  subjectRef,
  twinId,
} from '@twinward/contract';
import type { DemoPerson } from './demo-person.ts';
import type { DemoPlan } from './demo-plan.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** A longer pause ends a run of readings. */
const PAUSE = 180 * MINUTE;
/** Share of the recording that lies in the past when the demo is made. */
const PAST = 0.7;

const ATTRIBUTION =
  'Recorded: Hall et al. 2018, PLOS Biology 16(7):e2005143, CC BY 4.0; moved in time, otherwise unchanged';

interface Tape {
  /** Milliseconds after the tape's beginning, rising, and the readings there, mg/dL. */
  readonly offsets: readonly number[];
  readonly mgdl: readonly number[];
  /** Whole days. */
  readonly length: number;
  /** Time of day at which it begins, milliseconds after midnight. */
  readonly timeOfDay: number;
}

/**
 * A recorded person. Of their longest run without a pause of over three hours the first whole days are played, at the times of
 * day they were recorded at, about 70 % of them before the demo was made. At the end the tape begins again: a seam at
 * which glucose may jump, once in two to six days.
 */
export function recordedPerson(series: CgmSeries, plan: DemoPlan): DemoPerson {
  const tape = tapeOf(series);
  const anchor = anchorOf(tape, plan);
  const id = twinId(`recorded-${series.id.toLowerCase()}`);
  const subject = subjectRef(`Patient/${id}`);
  const begins = instant(anchor);
  return {
    opening: {
      id,
      subject,
      label: `Recorded person ${series.id}`,
      origin: 'recorded',
      attribution: series.diagnosis === null ? ATTRIBUTION : `${ATTRIBUTION}; ${series.diagnosis}`,
      model: 'glucose-free-living',
      facts: {},
      at: begins,
    },
    begins,
    between: (after, to) =>
      play(tape, anchor, after, to).map((played) => observed(subject, series.id, played)),
    fed: () => undefined,
  };
}

interface Played {
  readonly at: number;
  readonly cycle: number;
  readonly index: number;
  readonly mgdl: number;
}

function play(tape: Tape, anchor: number, after: Instant, to: Instant): readonly Played[] {
  const played: Played[] = [];
  const first = Math.max(0, Math.floor((after - anchor) / tape.length));
  for (let cycle = first; anchor + cycle * tape.length <= to; cycle++) {
    const start = anchor + cycle * tape.length;
    for (let index = 0; index < tape.offsets.length; index++) {
      const at = start + tape.offsets[index]!;
      if (at > after && at <= to) played.push({ at, cycle, index, mgdl: tape.mgdl[index]! });
    }
  }
  return played;
}

function observed(subject: SubjectRef, person: string, { at, cycle, index, mgdl }: Played): Observed {
  return {
    kind: 'observation',
    observation: {
      subject,
      code: INTERSTITIAL_GLUCOSE,
      effectiveAt: instant(at),
      precision: 'second',
      value: { kind: 'quantity', value: mgdl, unit: 'mg/dL' },
      status: 'final',
      source: {
        system: 'demo:recording',
        id: `${person}|${cycle}|${index}`,
        version: 1,
        device: 'Dexcom G4 (recorded)',
      },
    },
  };
}

function tapeOf({ times, mgdl }: CgmSeries): Tape {
  const order = [...times.keys()].sort((a, b) => times[a]! - times[b]!);
  let [bestFrom, bestTo] = [0, 0];
  let from = 0;
  for (let i = 1; i <= order.length; i++) {
    if (i < order.length && times[order[i]!]! - times[order[i - 1]!]! <= PAUSE) continue;
    const span = times[order[i - 1]!]! - times[order[from]!]!;
    if (span > times[order[bestTo]!]! - times[order[bestFrom]!]!) [bestFrom, bestTo] = [from, i - 1];
    from = i;
  }
  const start = times[order[bestFrom]!]!;
  const length = Math.max(1, Math.floor((times[order[bestTo]!]! - start) / DAY)) * DAY;
  const kept = order.slice(bestFrom, bestTo + 1).filter((i) => times[i]! - start < length);
  return {
    offsets: kept.map((i) => times[i]! - start),
    mgdl: kept.map((i) => mgdl[i]!),
    length,
    timeOfDay: start % DAY,
  };
}

/** The instant nearest to 70 % of the tape before the demo was made, at which the tape's own time of day holds. */
function anchorOf(tape: Tape, { startedAt, zoneMinutes }: DemoPlan): number {
  const wanted = startedAt - PAST * tape.length;
  const midnight = Math.floor((wanted + zoneMinutes * MINUTE) / DAY) * DAY - zoneMinutes * MINUTE;
  const candidates = [-DAY, 0, DAY].map((shift) => midnight + shift + tape.timeOfDay);
  return candidates.reduce((best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best));
}
