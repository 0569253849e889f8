import { type RandomSource, TwinwardError } from '@twinward/contract';
import { quantile } from '@twinward/estimate';
import { pow } from '@twinward/simulate';
import { type PreventRisk, preventEquation, preventRisk } from '../prevent.ts';
import type { PreventPerson } from '../prevent-person.ts';
import type { PreventModel } from '../prevent-table.ts';
import { applyChanges } from './apply-changes.ts';
import type { ChangeableFactors, RiskChange } from './risk-change.ts';
import { TRIAL_FINDINGS } from './risk-changes.ts';

/** A person for PREVENT, with LDL cholesterol (mmol/L) where a statin is asked about. */
export interface PreventWhatIfPerson extends PreventPerson {
  readonly ldl: number | null;
}

/** A risk after a change, and the interval that comes of not knowing the effects better: 90 %. */
export interface ChangedRisk {
  readonly risk: number;
  readonly low: number;
  readonly high: number;
}

/** What trials of such changes would make of a risk. */
export interface RiskByTrials {
  readonly outcome: keyof PreventRisk;
  readonly words: string;
  readonly risk: number;
  /** 95 %. */
  readonly low: number;
  readonly high: number;
  readonly source: string;
}

/** PREVENT as things stand and under changes. */
export interface PreventWhatIf {
  readonly model: PreventModel;
  readonly years: 10 | 30;
  readonly usual: PreventRisk;
  readonly changed: Readonly<Record<keyof PreventRisk, ChangedRisk>> | null;
  readonly byTrials: readonly RiskByTrials[];
  readonly factors: { readonly before: ChangeableFactors; readonly after: ChangeableFactors };
}

const DRAWS = 1000;
/** The oldest for whom the 30-year equations were made, years. */
const OLDEST_FOR_30 = 59;

/** The equation that uses what is known of a person, as the authors choose it. */
export function preventModelOf({ hba1c, uacr, deprivationDecile }: PreventPerson): PreventModel {
  const known = [hba1c, uacr, deprivationDecile].filter((value) => value !== null).length;
  if (known === 0) return 'base';
  if (known > 1 || deprivationDecile !== null) return 'full';
  return hba1c !== null ? 'hba1c' : 'uacr';
}

/**
 * PREVENT under changes. The equations were published without errors, so risks themselves have no interval; that of a change comes
 * from the effects, drawn a thousand times within their intervals with draws that both horizons and all outcomes share. Someone
 * who begins a statin or a drug against pressure is one who takes it, for the equation too.
 *
 * Throws what `preventRisk` and `applyChanges` throw, and `scenario.invalid` for a statin beside a statin, and for 30 years
 * beyond the age of 59.
 */
export function preventWhatIf(
  person: PreventWhatIfPerson,
  changes: readonly RiskChange[],
  years: 10 | 30,
  random: RandomSource,
): PreventWhatIf {
  const model = preventModelOf(person);
  if (years === 30 && person.age > OLDEST_FOR_30)
    refuse('age', `30 years from ${person.age}`, `ask for 10 years; 30 were made for up to ${OLDEST_FOR_30}`);
  const usual = preventRisk(person, model, years);
  const before: ChangeableFactors = {
    ldl: person.ldl,
    systolic: person.systolic,
    hba1c: person.hba1c,
    bmi: person.bmi,
    smoker: person.smoker,
  };
  const after = applyChanges(before, changes);
  const factors = { before, after };
  if (changes.length === 0) return { model, years, usual, changed: null, byTrials: [], factors };
  const kinds = new Set(changes.map(({ kind }) => kind));
  if (kinds.has('statin') && person.statin)
    refuse(
      'statin',
      'a statin for somebody who takes one',
      'leave it out: its effect was seen without one before',
    );
  const changedPerson = (to: ChangeableFactors): PreventPerson => ({
    ...person,
    totalCholesterol: person.totalCholesterol - (before.ldl ?? 0) + (to.ldl ?? 0),
    systolic: to.systolic,
    hba1c: to.hba1c,
    bmi: to.bmi,
    smoker: to.smoker,
    statin: person.statin || kinds.has('statin'),
    antihypertensive: person.antihypertensive || kinds.has('pressure'),
  });
  const middle = preventRisk(changedPerson(after), model, years);
  const drawn = Array.from({ length: DRAWS }, (_, m) => {
    const draws = random.draws(m, 0, 0);
    const z = Array.from({ length: 8 }, () => draws.normal());
    return preventEquation(changedPerson(applyChanges(before, changes, (i) => z[i]!)), model, years);
  });
  const changed = Object.fromEntries(
    Object.entries(middle).map(([outcome, risk]) => {
      const values = Float64Array.from(drawn, (one) => one[outcome as keyof PreventRisk]);
      return [outcome, { risk, low: quantile(values, null, 0.05), high: quantile(values, null, 0.95) }];
    }),
  ) as Record<keyof PreventRisk, ChangedRisk>;
  // the trials lasted years, not decades
  return { model, years, usual, changed, byTrials: years === 10 ? byTrials(usual, factors) : [], factors };
}

/** Relative risks of trials to the power of what was taken off, times the risk as it stands. */
function byTrials(usual: PreventRisk, { before, after }: PreventWhatIf['factors']): readonly RiskByTrials[] {
  return TRIAL_FINDINGS.flatMap(({ outcome, words, factor, per, relativeRisk, interval, source }) => {
    const off = ((before[factor] ?? 0) - (after[factor] ?? 0)) / per;
    if (off <= 0) return [];
    const at = (ratio: number): number => usual[outcome] * pow(ratio, off);
    return [{ outcome, words, risk: at(relativeRisk), low: at(interval[0]), high: at(interval[1]), source }];
  });
}

function refuse(field: string, message: string, remedy: string): never {
  throw new TwinwardError('scenario.invalid', message, { field, remedy });
}
