// What the two equations ask about a person, as fields of a form.

/** Which equation is asked. */
export type RiskEquation = 'heart' | 'diabetes';

/** One field. `units`: a laboratory value with the units it may be given in; `choices`: one of some words; neither: a number or yes/no. */
export interface RiskField {
  readonly name: string;
  readonly label: string;
  readonly unit?: string;
  readonly units?: readonly string[];
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly yes?: true;
  readonly step?: number;
  /** May be left empty; says what for. */
  readonly optional?: string;
}

const CHOLESTEROL = ['mmol/L', 'mg/dL'];
const SEX: RiskField = {
  name: 'sex',
  label: 'Sex',
  choices: [
    { value: 'female', label: 'Female' },
    { value: 'male', label: 'Male' },
  ],
};
const SYSTOLIC: RiskField = { name: 'systolic', label: 'Systolic pressure', unit: 'mmHg', step: 1 };
const BMI: RiskField = { name: 'bmi', label: 'Body mass index', unit: 'kg/m²', step: 0.1 };
const EGFR: RiskField = { name: 'egfr', label: 'Kidney filtration (eGFR)', unit: 'mL/min/1.73 m²', step: 1 };
const HDL: RiskField = { name: 'hdl', label: 'HDL cholesterol', units: CHOLESTEROL, step: 0.1 };
const SMOKER: RiskField = { name: 'smoker', label: 'Smokes now', yes: true };

/** The fields of each equation, in order. */
export const RISK_FIELDS: Readonly<Record<RiskEquation, readonly RiskField[]>> = {
  heart: [
    SEX,
    { name: 'age', label: 'Age', unit: 'years', step: 1 },
    SYSTOLIC,
    { name: 'totalCholesterol', label: 'Total cholesterol', units: CHOLESTEROL, step: 0.1 },
    HDL,
    {
      name: 'ldl',
      label: 'LDL cholesterol',
      units: CHOLESTEROL,
      step: 0.1,
      optional: 'only to ask about a statin',
    },
    BMI,
    EGFR,
    { name: 'hba1c', label: 'HbA1c', units: ['%', 'mmol/mol'], step: 0.1, optional: 'sharpens the equation' },
    {
      name: 'uacr',
      label: 'Urine albumin/creatinine',
      units: ['mg/g', 'mg/mmol'],
      step: 1,
      optional: 'sharpens the equation',
    },
    { name: 'diabetes', label: 'Diabetes', yes: true },
    SMOKER,
    { name: 'antihypertensive', label: 'Takes a drug against pressure', yes: true },
    { name: 'statin', label: 'Takes a statin', yes: true },
  ],
  diabetes: [
    SEX,
    {
      name: 'ethnicity',
      label: 'Ethnicity, as the study asked',
      choices: [
        { value: 'white or other', label: 'White or other' },
        { value: 'afro-caribbean', label: 'Afro-Caribbean' },
        { value: 'asian-indian', label: 'Asian-Indian' },
      ],
    },
    { name: 'ageAtDiagnosis', label: 'Age at diagnosis', unit: 'years', step: 1 },
    { name: 'yearsSinceDiagnosis', label: 'Years since diagnosis', unit: 'years', step: 1 },
    { name: 'hba1c', label: 'HbA1c', units: ['%', 'mmol/mol'], step: 0.1 },
    SYSTOLIC,
    { name: 'ldl', label: 'LDL cholesterol', units: CHOLESTEROL, step: 0.1 },
    HDL,
    BMI,
    EGFR,
    { name: 'heartRate', label: 'Heart rate', unit: '/min', step: 1 },
    { name: 'whiteCells', label: 'White cells', unit: '10⁹/L', step: 0.1 },
    { name: 'haemoglobin', label: 'Haemoglobin', units: ['g/dL', 'g/L'], step: 0.1 },
    SMOKER,
    { name: 'atrialFibrillation', label: 'Atrial fibrillation', yes: true },
    { name: 'peripheralVascularDisease', label: 'Peripheral vascular disease', yes: true },
    { name: 'albuminuria', label: 'Albumin in urine, 50 mg/L or more', yes: true },
  ],
};

/** Somebody made up, to try the page with. */
export const RISK_EXAMPLES: Readonly<Record<RiskEquation, RiskForm>> = {
  heart: {
    sex: 'male',
    age: 54,
    systolic: 152,
    totalCholesterol: 5.9,
    hdl: 1.1,
    ldl: 3.8,
    bmi: 29.5,
    egfr: 82,
    smoker: true,
  },
  diabetes: {
    sex: 'female',
    ethnicity: 'white or other',
    ageAtDiagnosis: 54,
    yearsSinceDiagnosis: 7,
    hba1c: 8.1,
    systolic: 148,
    ldl: 3.3,
    hdl: 1.2,
    bmi: 31,
    egfr: 74,
    heartRate: 74,
    whiteCells: 7,
    haemoglobin: 13.6,
    smoker: true,
  },
};

/** What stands in a form: numbers, words, yes or no; the unit of `x` under `x unit`. What is not there was not given. */
export type RiskForm = Readonly<Record<string, number | string | boolean | undefined>>;

/** Where the unit chosen for a field stands. */
export function unitKey(field: RiskField): string {
  return `${field.name} unit`;
}

/** The unit chosen for a laboratory value. */
export function unitOf(field: RiskField, form: RiskForm): string {
  const chosen = form[unitKey(field)];
  return typeof chosen === 'string' ? chosen : (field.units?.[0] ?? '');
}

/** The person of a request, or the labels of what is still missing. */
export function personOf(
  equation: RiskEquation,
  form: RiskForm,
): { readonly person: Readonly<Record<string, unknown>> | null; readonly missing: readonly string[] } {
  const person: Record<string, unknown> = {};
  const missing: string[] = [];
  for (const field of RISK_FIELDS[equation]) {
    const value = form[field.name];
    if (field.yes) person[field.name] = value === true;
    else if (value === undefined || value === '') {
      if (field.optional === undefined) missing.push(field.label);
    } else person[field.name] = field.units === undefined ? value : { value, unit: unitOf(field, form) };
  }
  return { person: missing.length === 0 ? person : null, missing };
}

/** What a twin's facts tell of a person, by the names of the fields. */
export function formOfFacts(
  facts: readonly { readonly name: string; readonly value: number | string | boolean | null }[],
): RiskForm {
  const known = new Map(facts.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const])));
  const form: Record<string, number | string | boolean> = {};
  for (const { name } of [...RISK_FIELDS.heart, ...RISK_FIELDS.diabetes]) {
    const value = known.get(name);
    if (value !== undefined) form[name] = value;
  }
  const [weight, height] = [known.get('weight'), known.get('height')];
  if (typeof weight === 'number' && typeof height === 'number' && form.bmi === undefined)
    form.bmi = Math.round((weight / (height / 100) ** 2) * 10) / 10;
  return form;
}
