import { philox } from '@twinward/simulate';
import { CountDistribution } from '../stays/count-distribution.ts';
import { type Ward, wardsOf } from '../wards/ward.ts';
import { wardFutures } from '../wards/ward-futures.ts';
import { type BedSources, bedSources } from './bed-sources.ts';
import type { BedState } from './bed-state.ts';
import { slowParameters } from './slow-parameters.ts';
import { specialtyOf } from './specialty-of.ts';

const HOUR = 3_600_000;
/** Forecasts are kept to be held to account so many hours apart, with so many members. */
export const HELD_EVERY = 12;
const MEMBERS = 200;
const SEED = '00000000000077a5';
/** Hours ahead at which patients of a ward are counted. */
export const WARD_LEADS: readonly number[] = [12, 24, 48, 72];
/** Hours within which chances of leaving are judged. */
const CHANCE = 24;
const [LOW, HIGH] = [0.05, 0.95];

/** A forecast of each ward as it was made: patients then, and by lead the least count and how many members had it, one more, and so on. */
interface IssuedWards {
  readonly from: number;
  readonly wards: readonly {
    readonly unit: string;
    readonly lying: number;
    readonly leads: readonly { readonly least: number; readonly members: readonly number[] }[];
  }[];
}

/** Chances of having left in a day of patients whose discharge was announced, as they were told: visit, with the announcement and without. */
interface IssuedChances {
  readonly from: number;
  readonly visits: readonly (readonly [string, number, number])[];
}

/** Sums over forecasts of one ward at one lead. */
export interface WardScore {
  readonly forecasts: number;
  /** Shares of the counts' ranges of probability that lay inside the middle 90 %. */
  readonly held: number;
  readonly crps: number;
  /** Absolute errors of the mean, and of taking the count that there was for the one to come. */
  readonly error: number;
  readonly persistence: number;
}

/** Sums of squared errors of the chances of having left in a day (Brier 1950): heeding announcements, and as if none were made. */
export interface ChanceScore {
  readonly patients: number;
  readonly left: number;
  readonly announced: number;
  readonly silent: number;
}

/** Plain values: forecasts that are still to be held to account, and how those before them did. */
export interface HeldCounts {
  readonly issued: readonly IssuedWards[];
  readonly chances: readonly IssuedChances[];
  readonly wards: Readonly<Record<string, readonly WardScore[]>>;
  readonly chance: ChanceScore;
}

/** Nothing was forecast yet. */
export const NOTHING_HELD: HeldCounts = {
  issued: [],
  chances: [],
  wards: {},
  chance: { patients: 0, left: 0, announced: 0, silent: 0 },
};

const NO_SCORE: WardScore = { forecasts: 0, held: 0, crps: 0, error: 0, persistence: 0 };

/** Holds forecasts whose time has come to what there is at an instant, and makes those of this instant. */
export function holdForecasts(held: HeldCounts, state: BedState, at: number): HeldCounts {
  const wards = wardsOf(state.census.beds);
  const sources = bedSources(state, at);
  return {
    issued: [
      ...held.issued.filter(({ from }) => at < from + WARD_LEADS.at(-1)! * HOUR),
      ...(sources.lying.length === 0 ? [] : [issueWards(sources, wards, at)]),
    ],
    wards: scoredWards(held, wards, at),
    chances: [
      ...held.chances.filter(({ from }) => at < from + CHANCE * HOUR),
      { from: at, visits: chancesOf(sources) },
    ],
    chance: scoredChances(held, state, at),
  };
}

function issueWards(sources: BedSources, wards: readonly Ward[], at: number): IssuedWards {
  const random = philox(SEED).derive(String(at));
  const slow = (member: number) => slowParameters(sources.state, random, member);
  const { lying } = wardFutures(sources, wards, at, {
    hours: WARD_LEADS.at(-1)!,
    size: MEMBERS,
    random,
    slow,
  });
  const leadsOf = (paths: Uint16Array) =>
    WARD_LEADS.map((lead) => {
      const counts = paths.subarray((lead - 1) * MEMBERS, lead * MEMBERS);
      const least = Math.min(...counts);
      const members = new Array<number>(Math.max(...counts) - least + 1).fill(0);
      for (const count of counts) members[count - least]! += 1;
      return { least, members };
    });
  return {
    from: at,
    wards: wards.map((ward, w) => ({ unit: ward.unit, lying: ward.lying, leads: leadsOf(lying[w]!) })),
  };
}

function scoredWards(held: HeldCounts, wards: readonly Ward[], at: number): HeldCounts['wards'] {
  const counted = new Map(wards.map(({ unit, lying }) => [unit, lying]));
  const scores: Record<string, readonly WardScore[]> = { ...held.wards };
  for (const issue of held.issued) {
    const k = WARD_LEADS.findIndex((lead) => issue.from + lead * HOUR === at);
    if (k < 0) continue;
    for (const { unit, lying, leads } of issue.wards) {
      const truth = counted.get(unit);
      if (truth === undefined) continue;
      const { least, members } = leads[k]!;
      const forecast = new CountDistribution([
        ...new Array<number>(least).fill(0),
        ...members.map((count) => count / MEMBERS),
      ]);
      const before = scores[unit] ?? WARD_LEADS.map(() => NO_SCORE);
      const score = before[k]!;
      scores[unit] = before.with(k, {
        forecasts: score.forecasts + 1,
        held: score.held + forecast.between(truth, LOW, HIGH),
        crps: score.crps + forecast.crps(truth),
        error: score.error + Math.abs(forecast.mean - truth),
        persistence: score.persistence + Math.abs(lying - truth),
      });
    }
  }
  return scores;
}

function chancesOf({ lying, stays }: BedSources): IssuedChances['visits'] {
  return lying.flatMap(({ visit, stay, age }): IssuedChances['visits'] => {
    if (visit.plannedLeave === null) return [];
    const usual = stays.get(specialtyOf(visit))!;
    const left = (of: typeof stay): number => 1 - of.survival(age + CHANCE) / of.survival(age);
    return [[visit.key, rounded(left(stay)), rounded(left(usual))]];
  });
}

function scoredChances(held: HeldCounts, { census }: BedState, at: number): ChanceScore {
  let score = held.chance;
  for (const { from, visits } of held.chances) {
    if (from + CHANCE * HOUR !== at) continue;
    for (const [key, announced, silent] of visits) {
      const visit = census.visits.get(key);
      const left = visit === undefined || visit.admittedAt === null || visit.admittedAt > from ? 1 : 0;
      score = {
        patients: score.patients + 1,
        left: score.left + left,
        announced: score.announced + (announced - left) ** 2,
        silent: score.silent + (silent - left) ** 2,
      };
    }
  }
  return score;
}

function rounded(chance: number): number {
  return Math.round(1e4 * chance) / 1e4;
}
