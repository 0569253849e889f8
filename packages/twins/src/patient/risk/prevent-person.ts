/** What PREVENT asks about a person without known cardiovascular disease. */
export interface PreventPerson {
  readonly sex: 'female' | 'male';
  /** 30 to 79 years. */
  readonly age: number;
  /** mmol/L. */
  readonly totalCholesterol: number;
  /** mmol/L. */
  readonly hdl: number;
  /** Systolic pressure, mm[Hg]. */
  readonly systolic: number;
  /** kg/m2. */
  readonly bmi: number;
  /** Estimated glomerular filtration, mL/min per 1.73 m2. */
  readonly egfr: number;
  readonly diabetes: boolean;
  readonly smoker: boolean;
  readonly antihypertensive: boolean;
  readonly statin: boolean;
  /** Glycated haemoglobin, %; null where it is not known. */
  readonly hba1c: number | null;
  /** Urine albumin over creatinine, mg/g; null where it is not known. */
  readonly uacr: number | null;
  /** Decile of the social deprivation index of the home, 1 to 10; null where it is not known. */
  readonly deprivationDecile: number | null;
}
