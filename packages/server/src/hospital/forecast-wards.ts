import { formatInstant, type Instant } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import {
  BedState,
  bedSources,
  slowParameters,
  specialtyOf,
  WARD_LEADS,
  type Ward,
  type WardFuturesOptions,
  type WardPaths,
  wardFutures,
  wardsOf,
} from '@twinward/twins/hospital';
import type { WardForecast, WardForecasts, WardRoute } from '../schemas/ward-forecast-schema.ts';
import { announcedTrack } from '../views/bed-board-view.ts';

/** Hours that wards are forecast for. */
export const HOURS = 72;
/** In how many futures. */
export const MEMBERS = 500;
const SEED = '00000000000077a5';
const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
/** Routes that fewer take are not told. */
const LEAST = 0.005;

/** A state of a hospital's beds and its instant. */
export interface WardWork {
  readonly state: Uint8Array;
  readonly at: Instant;
}

/** The next 72 hours of each ward, by 500 futures whose draws follow from the instant; and how those before them came true. */
export function forecastWards({ state: bytes, at }: WardWork): WardForecasts {
  const state = BedState.read(bytes);
  const wards = wardsOf(state.census.beds);
  const sources = bedSources(state, at);
  const paths = wardFutures(sources, wards, at, { hours: HOURS, size: MEMBERS, ...wardDraws(state, at) });
  const specialties = new Set([
    ...[...sources.lying, ...sources.waiting].map(({ visit }) => specialtyOf(visit)),
    ...Object.keys(state.mix),
  ]);
  return {
    at: formatInstant(at),
    hours: Array.from({ length: HOURS }, (_, k) => k + 1),
    members: MEMBERS,
    wards: wards.map((ward, w) => wardForecast(state, ward, paths, w)),
    routes: [...specialties].sort().flatMap((specialty) => routesOf(state, specialty, wards)),
    announced: announcedTrack(state),
  };
}

/** What futures of wards are drawn with: the same of one state and instant, whatever is asked. */
export function wardDraws(state: BedState, at: Instant): Pick<WardFuturesOptions, 'random' | 'slow'> {
  const random = philox(SEED).derive(String(at));
  return { random, slow: (member) => slowParameters(state, random, member) };
}

function wardForecast(state: BedState, ward: Ward, { needed }: WardPaths, w: number): WardForecast {
  const paths = needed[w]!;
  const over = new Uint8Array(MEMBERS);
  const rows = Array.from({ length: HOURS }, (_, hour) => {
    const counts = paths.slice(hour * MEMBERS, (hour + 1) * MEMBERS);
    let above = 0;
    for (const [member, count] of counts.entries()) {
      if (count <= ward.staffed) continue;
      above += 1;
      over[member] = 1;
    }
    const sum = counts.reduce((total, count) => total + count, 0);
    const sorted = counts.sort();
    return {
      mean: sum / MEMBERS,
      levels: LEVELS.map((level) => sorted[Math.ceil(level * MEMBERS) - 1]!),
      over: above / MEMBERS,
    };
  });
  const [q05, q25, q50, q75, q95] = LEVELS.map((_, i) => rows.map(({ levels }) => levels[i]!));
  return {
    unit: ward.unit,
    lying: ward.lying,
    staffed: ward.staffed,
    mean: rows.map(({ mean }) => mean),
    q05: q05!,
    q25: q25!,
    q50: q50!,
    q75: q75!,
    q95: q95!,
    over: rows.map((row) => row.over),
    overAtAll: over.reduce((total, one) => total + one, 0) / MEMBERS,
    track: (state.held.wards[ward.unit] ?? []).flatMap((score, k) =>
      score.forecasts === 0
        ? []
        : [
            {
              lead: WARD_LEADS[k]!,
              forecasts: score.forecasts,
              held90: score.held / score.forecasts,
              crps: score.crps / score.forecasts,
              error: score.error / score.forecasts,
              persistenceError: score.persistence / score.forecasts,
            },
          ],
    ),
  };
}

function routesOf({ flows }: BedState, specialty: string, wards: readonly Ward[]): readonly WardRoute[] {
  const names = wards.map(({ unit }) => unit);
  const moved = names.flatMap((from) => {
    const moves = flows.moves(specialty, from, names);
    if (moves === null) return [];
    const after = moves.after.remaining(0, 0.5);
    return names.map((to, w) => ({ specialty, from, to, share: moves.shares[w]!, after }));
  });
  const placed = flows
    .placements(specialty)
    .map(({ ward, share }) => ({ specialty, from: null, to: ward, share, after: null }));
  return [...placed, ...moved].filter(({ share }) => share >= LEAST);
}
