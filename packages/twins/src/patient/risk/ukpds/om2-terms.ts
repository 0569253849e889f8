import type { Om2FactorTerm } from './om2-equation.ts';
import type { Om2Factors, Om2Person } from './om2-person.ts';

/** Glomerular filtration at which its spline bends, mL/min per 1.73 m2; LDL cholesterol at which its does, mmol/L. */
const [EGFR_KNOT, LDL_KNOT] = [60, 3.5];

/** The risk factors of a person in a year from now (0 is the coming one): those of the path, its last carried on, or today's. */
export function om2FactorsOf(person: Om2Person, year: number): Om2Factors {
  const { path } = person;
  if (path === undefined) return person;
  const at = <F extends keyof Om2Factors>(name: F): Om2Factors[F] => {
    const values: readonly Om2Factors[F][] | undefined = path[name];
    return values?.[Math.min(year, values.length - 1)] ?? person[name];
  };
  return {
    hba1c: at('hba1c'),
    systolic: at('systolic'),
    ldl: at('ldl'),
    hdl: at('hdl'),
    bmi: at('bmi'),
    egfr: at('egfr'),
    heartRate: at('heartRate'),
    whiteCells: at('whiteCells'),
    haemoglobin: at('haemoglobin'),
    smoker: at('smoker'),
    atrialFibrillation: at('atrialFibrillation'),
    peripheralVascularDisease: at('peripheralVascularDisease'),
    albuminuria: at('albuminuria'),
  };
}

/** The value of every risk-factor term in a year from now, scaled as in Hayes et al. 2013, supplementary table 2. */
export function om2Terms(person: Om2Person, year: number): Readonly<Record<Om2FactorTerm, number>> {
  const yes = (what: boolean): number => (what ? 1 : 0);
  const now = om2FactorsOf(person, year);
  const duration = person.yearsSinceDiagnosis + year;
  return {
    AFRO: yes(person.ethnicity === 'afro-caribbean'),
    'AGE.DIAG': person.ageAtDiagnosis,
    ATFIB: yes(now.atrialFibrillation),
    BMI: now.bmi,
    BMI1: yes(now.bmi < 18.5),
    BMI3: yes(now.bmi >= 25),
    'CURR.AGE': person.ageAtDiagnosis + duration,
    FEMALE: yes(person.sex === 'female'),
    HAEM: now.haemoglobin,
    HDL: now.hdl * 10,
    'HEART.R': now.heartRate / 10,
    HbA1c: now.hba1c,
    INDIAN: yes(person.ethnicity === 'asian-indian'),
    LDL: now.ldl * 10,
    LDL35more: Math.max(now.ldl - LDL_KNOT, 0) * 10,
    MMALB: yes(now.albuminuria),
    PVD: yes(now.peripheralVascularDisease),
    SBP: now.systolic / 10,
    SMOKER: yes(now.smoker),
    WBC: now.whiteCells,
    YEAR: duration,
    eGFR: now.egfr / 10,
    eGFR60less: Math.min(now.egfr, EGFR_KNOT) / 10,
    eGFR60more: Math.max(now.egfr - EGFR_KNOT, 0) / 10,
  };
}
