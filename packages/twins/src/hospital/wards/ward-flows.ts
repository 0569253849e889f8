import type { Draws } from '@twinward/contract';
import { drawGamma } from '@twinward/simulate';
import { SurvivalTable } from '../stays/survival-table.ts';

/** What one placement learnt counts for after one more of the same specialty, and an hour of watching after one more. */
const PLACE_DISCOUNT = 0.998;
const MOVE_DISCOUNT = 0.9995;
/** Hours in a ward at which the rate of moving on may change, for each of which the ward's own mean rate counts for so many patient-hours. */
const SINCE: readonly number[] = [0, 6, 24, 48, 96];
const PRIOR_HOURS = 24;
/** A rate that is next to none. */
const LEAST_RATE = 1e-9;
/** Placements from which on a ward that took less than this share of a specialty is not one of its wards. */
const [ENOUGH, LEAST_SHARE] = [5, 0.01];

/**
 * How many a ward took, how often it was chosen where there was a choice, and how much it was on offer then: the sum of the shares that a ward of weight 1
 * would have had.
 */
interface Chosen {
  readonly taken: number;
  readonly chosen: number;
  readonly offered: number;
}

/** By time in a ward: patient-hours while a ward that its patients move to had a bed, and moves; and where they went. */
interface Moved {
  readonly hours: readonly number[];
  readonly moves: readonly number[];
  readonly to: Readonly<Record<string, number>>;
}

/** Plain numbers from which `WardFlows` can be made again, by specialty and ward. */
export interface FlowCounts {
  readonly placed: Readonly<Record<string, Readonly<Record<string, Chosen>>>>;
  readonly moved: Readonly<Record<string, Readonly<Record<string, Moved>>>>;
}

/** How patients of a specialty move on from a ward: when, by how long they have lain there, and the shares of where. */
export interface WardMoves {
  readonly after: SurvivalTable;
  readonly shares: Float64Array;
}

const NOTHING: FlowCounts = { placed: {}, moved: {} };
const NONE: Moved = { hours: SINCE.map(() => 0), moves: SINCE.map(() => 0), to: {} };

/**
 * Which wards take whom, and who moves from ward to ward, learnt from the stream. A ward among those with a free bed is chosen in proportion to
 * its weight (Luce 1959), each weight Gamma distributed of how often the ward was chosen and how much it was on offer (Caron and Doucet
 * 2012, J. Comput. Graph. Stat. 21:174-196), so that overflow from full wards is not taken for preference. Moves from a ward are
 * Poisson while a ward that they lead to has a bed, their rates, by time in the ward, Gamma distributed. Old placements and moves count for less.
 */
export class WardFlows {
  #counts: FlowCounts;

  constructor(counts: FlowCounts = NOTHING) {
    this.#counts = counts;
  }

  /** The same object until something is learnt. */
  counts(): FlowCounts {
    return this.#counts;
  }

  /** A patient was placed in one of the wards that had a free bed, the chosen one among them. */
  place(specialty: string, ward: string, open: readonly string[]): void {
    const before = this.#counts.placed[specialty] ?? {};
    const prior = 1 / Math.max(open.length, Object.keys(before).length, 1);
    const known = (name: string): Chosen => before[name] ?? { taken: 0, chosen: prior, offered: prior };
    const sum = open.reduce((total, name) => total + weightOf(known(name)), 0);
    const after: Record<string, Chosen> = {};
    for (const name of new Set([...Object.keys(before), ...open])) {
      const { taken, chosen, offered } = known(name);
      const choice = open.length > 1;
      after[name] = {
        taken: PLACE_DISCOUNT * taken + (name === ward ? 1 : 0),
        chosen: choice ? PLACE_DISCOUNT * chosen + (name === ward ? 1 : 0) : chosen,
        offered: choice ? PLACE_DISCOUNT * offered + (open.includes(name) ? 1 / sum : 0) : offered,
      };
    }
    this.#counts = { ...this.#counts, placed: { ...this.#counts.placed, [specialty]: after } };
  }

  /** A patient moved from one ward, after so many hours in it, to another. */
  move(specialty: string, from: string, to: string, after: number): void {
    const before = this.#moved(specialty, from);
    const k = stretchOf(after);
    this.#set(specialty, from, {
      hours: before.hours,
      moves: before.moves.with(k, before.moves[k]! + 1),
      to: { ...before.to, [to]: (before.to[to] ?? 0) + 1 },
    });
  }

  /** Patients of a specialty, by how long each has lain there, were in a ward for an hour, while `open` had a free bed. */
  watch(specialty: string, ward: string, since: readonly number[], open: ReadonlySet<string>): void {
    const before = this.#moved(specialty, ward);
    const total = sumOf(Object.values(before.to));
    let offered = total === 0 ? 1 : 0;
    const to: Record<string, number> = {};
    for (const [name, count] of Object.entries(before.to)) {
      if (open.has(name)) offered += count / total;
      to[name] = MOVE_DISCOUNT * count;
    }
    const hours = before.hours.map((spent) => MOVE_DISCOUNT * spent);
    for (const one of since) hours[stretchOf(one)]! += offered;
    this.#set(specialty, ward, { hours, moves: before.moves.map((count) => MOVE_DISCOUNT * count), to });
  }

  /** Weights of the wards that take a specialty's patients, as sure as they are known; of all wards alike while next to nothing is. */
  drawnWeights(specialty: string, wards: readonly string[], draws: Draws): Float64Array {
    const known = this.#counts.placed[specialty] ?? {};
    return this.weights(specialty, wards).map((weight, w) => {
      const own = known[wards[w]!];
      return weight === 0 || own === undefined ? weight : drawGamma(draws, own.chosen, 1 / own.offered);
    });
  }

  /** Weights of the wards that take a specialty's patients; of all wards alike while next to nothing is known. */
  weights(specialty: string, wards: readonly string[]): Float64Array {
    const known = this.#counts.placed[specialty] ?? {};
    const taken = Object.values(known).reduce((sum, one) => sum + one.taken, 0);
    if (taken < ENOUGH) return new Float64Array(wards.length).fill(1);
    const weights = Float64Array.from(wards, (name) => {
      const own = known[name];
      return own === undefined || own.taken < LEAST_SHARE * taken ? 0 : weightOf(own);
    });
    return weights.some((weight) => weight > 0) ? weights : weights.fill(1);
  }

  /** Shares of those of a specialty who were laid into a bed, by ward. */
  placements(specialty: string): readonly { readonly ward: string; readonly share: number }[] {
    const known = Object.entries(this.#counts.placed[specialty] ?? {});
    const total = sumOf(known.map(([, { taken }]) => taken));
    return known.map(([ward, { taken }]) => ({ ward, share: taken / total }));
  }

  /** How they move on from a ward while there is where to go; null where nobody ever moved. */
  moves(specialty: string, ward: string, wards: readonly string[]): WardMoves | null {
    const { hours, moves, to } = this.#moved(specialty, ward);
    const total = sumOf(Object.values(to));
    if (total === 0) return null;
    const usual = sumOf(moves) / (sumOf(hours) + PRIOR_HOURS);
    const rates = Float64Array.from(SINCE, (_, k) =>
      Math.max(LEAST_RATE, (moves[k]! + PRIOR_HOURS * usual) / (hours[k]! + PRIOR_HOURS)),
    );
    return {
      after: new SurvivalTable(rates, SINCE),
      shares: Float64Array.from(wards, (name) => (to[name] ?? 0) / total),
    };
  }

  #moved(specialty: string, ward: string): Moved {
    return this.#counts.moved[specialty]?.[ward] ?? NONE;
  }

  #set(specialty: string, ward: string, moved: Moved): void {
    const own = { ...this.#counts.moved[specialty], [ward]: moved };
    this.#counts = { ...this.#counts, moved: { ...this.#counts.moved, [specialty]: own } };
  }
}

function weightOf({ chosen, offered }: Chosen): number {
  return chosen / offered;
}

function stretchOf(hours: number): number {
  return SINCE.findLastIndex((edge) => edge <= Math.max(0, hours));
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
