import { log } from '@twinward/simulate';
import type { PreventPerson } from './prevent-person.ts';

/** One term of a PREVENT equation. */
export type PreventTerm =
  | 'age'
  | 'ageSquared'
  | 'nonHdl'
  | 'hdl'
  | 'sbpBelow110'
  | 'sbpFrom110'
  | 'diabetes'
  | 'smoking'
  | 'bmiBelow30'
  | 'bmiFrom30'
  | 'egfrBelow60'
  | 'egfrFrom60'
  | 'antihypertensive'
  | 'statin'
  | 'treatedSbp'
  | 'treatedNonHdl'
  | 'ageNonHdl'
  | 'ageHdl'
  | 'ageSbp'
  | 'ageDiabetes'
  | 'ageSmoking'
  | 'ageBmi'
  | 'ageEgfr'
  | 'hba1cDiabetes'
  | 'hba1cNoDiabetes'
  | 'hba1cMissing'
  | 'lnUacr'
  | 'uacrMissing'
  | 'sdi4to6'
  | 'sdi7to10'
  | 'sdiMissing'
  | 'constant';

/**
 * The value of every term for a person: centred and scaled as in Khan et al. 2024, Table S12 (age about 55 by 10 years, non-HDL
 * cholesterol about 3.5 mmol/L, HDL about 1.3 by 0.3, pressure about 130 by 20 mm[Hg], BMI about 25 by 5, eGFR about 90 by
 * -15, HbA1c about 5.3 %). What was not measured counts by its `missing` term.
 */
export function preventTerms(person: PreventPerson): Readonly<Record<PreventTerm, number>> {
  const yes = (what: boolean): number => (what ? 1 : 0);
  const { diabetes: dm, hba1c, uacr, deprivationDecile: sdi } = person;
  const age = (person.age - 55) / 10;
  const nonHdl = person.totalCholesterol - person.hdl - 3.5;
  const hdl = (person.hdl - 1.3) / 0.3;
  const sbpFrom110 = (Math.max(person.systolic, 110) - 130) / 20;
  const bmiFrom30 = (Math.max(person.bmi, 30) - 30) / 5;
  const egfrBelow60 = (Math.min(person.egfr, 60) - 60) / -15;
  const [diabetes, smoking] = [yes(dm), yes(person.smoker)];
  return {
    age,
    ageSquared: age * age,
    nonHdl,
    hdl,
    sbpBelow110: (Math.min(person.systolic, 110) - 110) / 20,
    sbpFrom110,
    diabetes,
    smoking,
    bmiBelow30: (Math.min(person.bmi, 30) - 25) / 5,
    bmiFrom30,
    egfrBelow60,
    egfrFrom60: (Math.max(person.egfr, 60) - 90) / -15,
    antihypertensive: yes(person.antihypertensive),
    statin: yes(person.statin),
    treatedSbp: yes(person.antihypertensive) * sbpFrom110,
    treatedNonHdl: yes(person.statin) * nonHdl,
    ageNonHdl: age * nonHdl,
    ageHdl: age * hdl,
    ageSbp: age * sbpFrom110,
    ageDiabetes: age * diabetes,
    ageSmoking: age * smoking,
    ageBmi: age * bmiFrom30,
    ageEgfr: age * egfrBelow60,
    hba1cDiabetes: dm && hba1c !== null ? hba1c - 5.3 : 0,
    hba1cNoDiabetes: !dm && hba1c !== null ? hba1c - 5.3 : 0,
    hba1cMissing: yes(hba1c === null),
    lnUacr: uacr === null ? 0 : log(uacr),
    uacrMissing: yes(uacr === null),
    sdi4to6: yes(sdi !== null && sdi >= 4 && sdi <= 6),
    sdi7to10: yes(sdi !== null && sdi >= 7),
    sdiMissing: yes(sdi === null),
    constant: 1,
  };
}
