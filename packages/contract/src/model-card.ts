/** One of the source attributes of ONC HTI-1, 45 CFR 170.315(b)(11)(iv)(B); null where nothing is known yet, and shown as missing. */
export interface SourceAttribute {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly text: string | null;
}

/** The result of one verification suite as `twinward verify` wrote it; never typed by hand. */
export interface EvidenceFigure {
  readonly suite: string;
  readonly figure: string;
  readonly value: number;
  readonly comparedWith: string;
}

/**
 * What a model is for, what it rests on and how far it can be trusted, in the order of FDA's guidance on computational
 * modelling (2023) and ASME V&V 40: question and context of use, risk, equations, verification, validation, applicability.
 */
export interface ModelCard {
  readonly title: string;
  readonly summary: string;
  readonly contextOfUse: string;
  readonly decisionRole: string;
  readonly notFor: readonly string[];
  readonly risk: string;
  readonly equations: readonly { readonly what: string; readonly source: string }[];
  readonly population: string;
  readonly limits: readonly string[];
  /** Names of the suites of `twinward verify` that give this model its evidence. */
  readonly suites: readonly string[];
  /** Texts of the 31 attributes by id (see `SOURCE_ATTRIBUTES`); an absent id is shown as missing. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly history: readonly { readonly version: string; readonly date: string; readonly change: string }[];
}
