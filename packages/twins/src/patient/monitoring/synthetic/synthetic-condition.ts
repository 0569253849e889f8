/** How one vital of a synthetic person runs while nothing happens; spreads on the vital's own scale. */
export interface SyntheticVital {
  readonly name: string;
  /** `log` vitals scatter and move by factors: their spreads and moves are natural logarithms. */
  readonly scale: 'linear' | 'log';
  /** Level of a person: mean and standard deviation over people, never below `least`. */
  readonly level: { readonly mean: number; readonly sd: number; readonly least: number };
  /** Standard deviation by which the level drifts in a day. */
  readonly drift: number;
  /** What goes up and down over days: how much of it is left after a day, and what comes in. */
  readonly swing: { readonly memory: number; readonly sd: number };
  /** Standard deviation of one day's measurement; differs between people by a factor (see `NOISE_SPREAD`). */
  readonly noise: number;
  /** Added on the last two days of a week. */
  readonly weekend: number;
  /** Vitals of one device are missing together. */
  readonly device: string;
  /** Reported in steps of this, and not beyond these bounds. */
  readonly step: number;
  readonly bounds: readonly [number, number];
}

/** By how much a vital is moved at the height of something, from least to most, and in what share of cases it is moved at all. */
export interface SyntheticSign {
  readonly share: number;
  readonly least: number;
  readonly most: number;
}

/** What is to be foreseen: it builds up over days, happens, and is over. */
export interface SyntheticEvent {
  readonly name: string;
  readonly perYear: number;
  /** Days between two at least. */
  readonly apart: number;
  readonly buildUp: {
    readonly mean: number;
    readonly sd: number;
    readonly least: number;
    readonly most: number;
  };
  /** Days after it until the person is as before. */
  readonly recovery: number;
  readonly signs: Readonly<Record<string, SyntheticSign>>;
}

/** What looks like worsening and is none, or hides it: colds, changed scales, new tablets. */
export interface SyntheticNuisance {
  readonly name: string;
  readonly perYear: number;
  readonly apart: number;
  /** Days it lasts, from least to most; for good if infinite. */
  readonly lasts: readonly [number, number];
  readonly moves: Readonly<Record<string, readonly [number, number]>>;
}

/**
 * People of one condition who measure themselves at home, as they are drawn: declared, because no open recording of people who worsened exists.
 * Every number stands with the report it follows, or says that it is an assumption.
 */
export interface SyntheticCondition {
  readonly name: string;
  readonly vitals: readonly SyntheticVital[];
  readonly events: readonly SyntheticEvent[];
  readonly nuisances: readonly SyntheticNuisance[];
  /** Shares of days on which devices are used, from least to most over people, where they are not 0.7 to 0.97. */
  readonly use?: Readonly<Record<string, readonly [number, number]>>;
  /** Days of an alert before an event that count as foreseen, and days after one in which none counts as false. */
  readonly foreseen: number;
  readonly after: number;
  /** Daily quantities that follow from the vitals (time below range from mean and variation of glucose). */
  derive?(day: Readonly<Record<string, number | null>>): Readonly<Record<string, number | null>>;
  readonly sources: readonly string[];
}
