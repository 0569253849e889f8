// UKPDS-OM2 once more, from the table of a file and by hazards integrated numerically: an independent route to the same numbers.
import { TwinwardError } from '@twinward/contract';
import type { Om2Person } from '@twinward/twins/patient';

/** The coefficients as in data/risk/ukpds-om2-coefficients.json. */
export interface EquationTable {
  readonly logistic_equations: readonly string[];
  readonly gompertz_equations: readonly string[];
  readonly equations: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What happened: before the year, and until now in it; times by complication. */
export interface Happened {
  readonly before: Readonly<Record<string, number>>;
  readonly now: Readonly<Record<string, number>>;
}

const PANELS = 2000;

/** Reads a table; throws `usage` for what is none. */
export function readEquationTable(text: string, where: string): EquationTable {
  let read: Partial<EquationTable> | null;
  try {
    read = JSON.parse(text) as Partial<EquationTable> | null;
  } catch {
    throw new TwinwardError('usage', `${where} is not JSON`, { field: 'FILE' });
  }
  const lists = [read?.logistic_equations, read?.gompertz_equations];
  if (!lists.every(Array.isArray) || typeof read?.equations !== 'object') {
    throw new TwinwardError('usage', `${where} holds no equations`, {
      field: 'FILE',
      remedy: 'give a table as data/risk/ukpds-om2-coefficients.json',
    });
  }
  return read as EquationTable;
}

/** The probability of an equation in the year that begins at a duration, with the hazard integrated by Simpson's rule. */
export function integratedProbability(
  table: EquationTable,
  name: string,
  person: Om2Person,
  past: Happened,
): number {
  const equation = table.equations[name]!;
  const t = person.yearsSinceDiagnosis;
  const age = person.ageAtDiagnosis + t;
  let x = equation.lambda!;
  for (const [term, weight] of Object.entries(equation)) {
    if (term === 'lambda' || term === 'ro' || term === 'phi') continue;
    x += weight * termValue(term, person, past);
  }
  if (table.logistic_equations.includes(name)) return Math.exp(x) / (1 + Math.exp(x));
  if (table.gompertz_equations.includes(name))
    return 1 - Math.exp(-simpson(age, age + 1, (a) => Math.exp(x + equation.phi! * a), 50));
  return 1 - Math.exp(-Math.exp(x) * baseline(equation.ro!, t));
}

const BASELINES = new Map<string, number>();

/** rho t^(rho - 1) integrated over a year; t = u^6 takes away its corner at 0. */
function baseline(rho: number, t: number): number {
  const key = `${rho} ${t}`;
  const known = BASELINES.get(key);
  if (known !== undefined) return known;
  const value = simpson(t ** (1 / 6), (t + 1) ** (1 / 6), (u) => rho * u ** (6 * (rho - 1)) * 6 * u ** 5);
  BASELINES.set(key, value);
  return value;
}

function simpson(from: number, to: number, f: (x: number) => number, panels = PANELS): number {
  const h = (to - from) / panels;
  let sum = f(from) + f(to);
  for (let i = 1; i < panels; i++) sum += (i % 2 === 0 ? 2 : 4) * f(from + i * h);
  return (sum * h) / 3;
}

const COMPLICATION: Readonly<Record<string, string>> = {
  AMP: 'amputation',
  AMP1: 'amputation',
  AMP2: 'amputation',
  BLIND: 'blindness',
  CHF: 'heartFailure',
  IHD: 'ischaemicHeart',
  MI: 'infarction',
  RENAL: 'renalFailure',
  STROKE: 'stroke',
  ULCER: 'ulcer',
};

function termValue(term: string, person: Om2Person, { before, now }: Happened): number {
  const [what, kind] = term.split('.') as [string, string | undefined];
  const complication = COMPLICATION[what];
  if (complication !== undefined && (kind === 'HIST' || kind === 'EVENT')) {
    const [was, is] = [before[complication] ?? 0, now[complication] ?? 0];
    if (kind === 'HIST') return was > 0 ? 1 : 0;
    const nth = what === 'AMP1' ? 1 : what === 'AMP2' ? 2 : is;
    return is > was && is === nth ? 1 : 0;
  }
  const yes = (holds: boolean): number => (holds ? 1 : 0);
  const values: Readonly<Record<string, number>> = {
    AFRO: yes(person.ethnicity === 'afro-caribbean'),
    INDIAN: yes(person.ethnicity === 'asian-indian'),
    FEMALE: yes(person.sex === 'female'),
    'AGE.DIAG': person.ageAtDiagnosis,
    'CURR.AGE': person.ageAtDiagnosis + person.yearsSinceDiagnosis,
    YEAR: person.yearsSinceDiagnosis,
    ATFIB: yes(person.atrialFibrillation),
    PVD: yes(person.peripheralVascularDisease),
    MMALB: yes(person.albuminuria),
    SMOKER: yes(person.smoker),
    BMI: person.bmi,
    BMI1: yes(person.bmi < 18.5),
    BMI3: yes(person.bmi >= 25),
    eGFR: person.egfr / 10,
    eGFR60less: Math.min(person.egfr, 60) / 10,
    eGFR60more: (person.egfr > 60 ? person.egfr - 60 : 0) / 10,
    HbA1c: person.hba1c,
    HDL: 10 * person.hdl,
    LDL: 10 * person.ldl,
    LDL35more: person.ldl > 3.5 ? 10 * (person.ldl - 3.5) : 0,
    SBP: person.systolic / 10,
    'HEART.R': person.heartRate / 10,
    WBC: person.whiteCells,
    HAEM: person.haemoglobin,
  };
  const value = values[term];
  if (value !== undefined) return value;
  throw new TwinwardError('usage', `the table names a term "${term.slice(0, 20)}" that is not known`, {
    field: 'FILE',
  });
}
