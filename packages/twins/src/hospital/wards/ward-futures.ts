import type { RandomSource } from '@twinward/contract';
import { surgeActs } from '../beds/bed-change.ts';
import type { BedSources } from '../beds/bed-sources.ts';
import { AS_USUAL, type ComingActs, comingPatients } from '../beds/coming-patients.ts';
import type { SlowParameters } from '../beds/slow-parameters.ts';
import { specialtyOf } from '../beds/specialty-of.ts';
import type { Ward } from './ward.ts';
import type { WardChange } from './ward-change.ts';
import { WardFuture, type WardPlan } from './ward-future.ts';

const HOUR = 3_600_000;
/** The stream of the weights of wards in a member; those of its patients stand about it. */
const WEIGHTS = 6;

/** What becomes of each ward in each member at each hour, [ward][hour x size + member], and of all of them together. */
export interface WardPaths {
  readonly hours: number;
  readonly size: number;
  /** Patients in its beds: never more than are staffed and clean. */
  readonly lying: readonly Uint16Array[];
  /** Its own: those who lie in it and whoever was to lie there first of all, but waits or lies elsewhere because it was full. */
  readonly needed: readonly Uint16Array[];
  /** Patients without a bed, [hour x size + member]. */
  readonly waiting: Uint16Array;
  /** Patients in a bed of another ward than was to be theirs first of all, likewise. */
  readonly elsewhere: Uint16Array;
  /** Patients who by then have waited longer than four hours, likewise. */
  readonly breached: Uint16Array;
}

/** What futures of wards are drawn with. */
export interface WardFuturesOptions {
  readonly hours: number;
  readonly size: number;
  readonly random: RandomSource;
  /** The multipliers of a member. */
  readonly slow: (member: number) => SlowParameters;
  /** What is done or happens; nothing unless said. Futures with it and without it share the draws of every patient. */
  readonly changes?: readonly WardChange[];
}

/**
 * Futures of a hospital ward by ward, by events: patients present leave after what is left of their stays, others come and take the first
 * ward of their order of preference that has a bed (Plackett 1975: an order drawn by weights), or wait; patients move as they were seen to
 * move while there is where to go; a bed that was left is cleaned for an hour.
 */
export function wardFutures(
  sources: BedSources,
  wards: readonly Ward[],
  at: number,
  { hours, size, random, slow, changes = [] }: WardFuturesOptions,
): WardPaths {
  const counts = (): Uint16Array => new Uint16Array(hours * size);
  const paths = {
    hours,
    size,
    lying: wards.map(counts),
    needed: wards.map(counts),
    waiting: counts(),
    elsewhere: counts(),
    breached: counts(),
  };
  const plan = planOf(sources, wards);
  const acts = comingActs(changes);
  const names = wards.map(({ unit }) => unit);
  for (let member = 0; member < size; member++) {
    const parameters = slow(member);
    const coming = comingPatients(parameters, sources, at, at + hours * HOUR, acts, random, member);
    const draws = random.draws(member, WEIGHTS, 0);
    const weights = new Map(
      [...plan.weights.keys()].map((name) => [name, sources.state.flows.drawnWeights(name, names, draws)]),
    );
    const future = new WardFuture({ ...plan, weights }, wards, {
      at,
      random,
      member,
      pace: parameters.pace,
      changes,
    });
    future.begin(sources);
    for (const patient of coming) future.expect(patient);
    for (let hour = 0; hour < hours; hour++) {
      future.runTo(at + (hour + 1) * HOUR);
      const row = hour * size + member;
      for (let w = 0; w < wards.length; w++) {
        paths.lying[w]![row] = future.lying[w]!;
        paths.needed[w]![row] = future.needed[w]!;
      }
      paths.waiting[row] = future.waiting;
      paths.elsewhere[row] = future.elsewhere;
      paths.breached[row] = future.breached;
    }
  }
  return paths;
}

/** What changes do about who comes; who leaves earlier does so once they lie in a ward. */
function comingActs(changes: readonly WardChange[]): ComingActs {
  return { ...AS_USUAL, ...surgeActs(changes.filter((change) => change.do === 'surge')) };
}

function planOf({ state, lying, waiting, mix }: BedSources, wards: readonly Ward[]): WardPlan {
  const names = wards.map(({ unit }) => unit);
  const specialties = new Set([
    ...[...lying, ...waiting].map(({ visit }) => specialtyOf(visit)),
    ...mix.map(([name]) => name),
  ]);
  return {
    places: new Map(names.map((name, w) => [name, w])),
    weights: new Map([...specialties].map((name) => [name, state.flows.weights(name, names)])),
    moves: new Map(
      [...specialties].map((name) => [name, names.map((ward) => state.flows.moves(name, ward, names))]),
    ),
  };
}
