/** The risk factors that a change may move, as both equations share them. */
export interface ChangeableFactors {
  /** LDL cholesterol, mmol/L; null where it is not known. */
  readonly ldl: number | null;
  /** mm[Hg]. */
  readonly systolic: number;
  /** Glycated haemoglobin, %; null where it is not known. */
  readonly hba1c: number | null;
  /** kg/m2. */
  readonly bmi: number;
  readonly smoker: boolean;
}

/** What a change does to one factor: takes off a share of it or an amount, or ends it. */
export interface ChangeEffect {
  readonly factor: keyof ChangeableFactors;
  /** `pressure` is an amount at 154 mm[Hg] that grows by a tenth of what the pressure lies above (Law 2009), once for each drug. */
  readonly how: 'share' | 'amount' | 'pressure' | 'end';
  readonly mean: number;
  /** Ends of the 95 % interval of the mean; null where the source's was not at hand. */
  readonly interval: readonly [low: number, high: number] | null;
  /** For `pressure`: how many drugs, each after the one before. */
  readonly drugs?: number;
}

/** What trials of such changes found for events themselves, by how much of the factor was taken off. */
export interface TrialFinding {
  readonly outcome: 'ascvd' | 'totalCvd';
  readonly words: string;
  readonly factor: 'ldl' | 'systolic';
  /** Of the factor: what the relative risk is for. */
  readonly per: number;
  readonly relativeRisk: number;
  readonly interval: readonly [low: number, high: number];
  readonly source: string;
}

/** Something that may be changed in treatment or behaviour. */
export interface RiskChange {
  readonly id: string;
  /** One of a kind may be chosen. */
  readonly kind: 'statin' | 'pressure' | 'smoking' | 'weight' | 'glucose';
  readonly label: string;
  readonly effects: readonly ChangeEffect[];
  readonly source: string;
}
