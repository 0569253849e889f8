import type { RandomSource } from '@twinward/contract';
import { followLives, joinLives, type Lives, type Utilities } from '../ukpds/follow-lives.ts';
import { checkOm2Person, type Om2Person } from '../ukpds/om2-person.ts';
import {
  type Progression,
  type ProgressionDifference,
  progressionDifference,
  progressionOf,
} from '../ukpds/progression.ts';
import { applyChanges } from './apply-changes.ts';
import type { ChangeableFactors, RiskChange } from './risk-change.ts';

/** UKPDS-OM2 as things stand and under changes, with the same lives. */
export interface ProgressionWhatIf {
  readonly usual: Progression;
  readonly changed: Progression | null;
  readonly difference: ProgressionDifference | null;
  /** Life-years gained with every effect at the low and the high end of its 95 % interval; null where none has one. */
  readonly effectEnds: readonly [low: number, high: number] | null;
  readonly factors: { readonly before: ChangeableFactors; readonly after: ChangeableFactors };
  readonly outsideValidity: readonly string[];
}

/** How to ask. */
export interface ProgressionWhatIfRequest {
  readonly person: Om2Person;
  readonly changes: readonly RiskChange[];
  readonly lives: number;
  readonly years: number;
  readonly random: RandomSource;
  readonly utilities?: Utilities;
}

/** Lives followed at a stretch. */
const STRETCH = 250;
const END = 1.959964;

/**
 * UKPDS-OM2 under changes, which begin now and last: the same lives with the same draws, so that the difference is the change's
 * alone. Yields the share done after every stretch of lives, for a host that has other things to do in between.
 *
 * Throws what `checkOm2Person` and `applyChanges` throw.
 */
export function* progressionWhatIf(request: ProgressionWhatIfRequest): Generator<number, ProgressionWhatIf> {
  const { person, changes } = request;
  const outsideValidity = [...checkOm2Person(person)];
  const before: ChangeableFactors = person;
  const after = applyChanges(before, changes);
  const moved = (to: ChangeableFactors): Om2Person => ({
    ...person,
    ldl: to.ldl!,
    systolic: to.systolic,
    hba1c: to.hba1c!,
    bmi: to.bmi,
    smoker: to.smoker,
  });
  const uncertain = changes.some(({ effects }) => effects.some(({ interval }) => interval !== null));
  const people = [person];
  if (changes.length > 0) people.push(moved(after));
  if (uncertain) for (const end of [-END, END]) people.push(moved(applyChanges(before, changes, () => end)));
  for (const one of people.slice(1)) outsideValidity.push(...checkOm2Person(one));
  const followed: Lives[] = [];
  for (const [i, one] of people.entries()) {
    const parts: Lives[] = [];
    for (let from = 0; from < request.lives; from += STRETCH) {
      const count = Math.min(STRETCH, request.lives - from);
      parts.push(followLives([one], { ...request, from, count }));
      yield (i + (from + count) / request.lives) / people.length;
    }
    followed.push(joinLives(parts));
  }
  const [usual, changed, low, high] = followed;
  const gained = (lives: Lives): number => progressionDifference(usual!, lives).lifeYears.mean;
  const ends = low !== undefined && high !== undefined ? [gained(low), gained(high)] : null;
  return {
    usual: progressionOf(usual!),
    changed: changed === undefined ? null : progressionOf(changed),
    difference: changed === undefined ? null : progressionDifference(usual!, changed),
    effectEnds: ends === null ? null : [Math.min(...ends), Math.max(...ends)],
    factors: { before: pick(before), after: pick(after) },
    outsideValidity: [...new Set(outsideValidity)],
  };
}

function pick({ ldl, systolic, hba1c, bmi, smoker }: ChangeableFactors): ChangeableFactors {
  return { ldl, systolic, hba1c, bmi, smoker };
}
