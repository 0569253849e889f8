/** A tissue with the blood in it. */
export interface Tissue {
  readonly name: string;
  /** mL, of which gas is dissolved in all as in blood. */
  readonly volume: number;
  /** Share of the oxygen that the body takes up at rest. */
  readonly uptake: number;
  /** Share of the cardiac output at rest. */
  readonly flow: number;
}

/** mL/min of oxygen at rest, and peripheral resistance in mmHg s/mL, of each tissue (Albanese et al. 2016, tables 1 and 5). */
const TABLE = [
  { name: 'heart', volume: 284, oxygen: 24, resistance: 19.71 },
  { name: 'brain', volume: 1300, oxygen: 47.502, resistance: 6.57 },
  { name: 'muscle', volume: 31_200, oxygen: 51.6, resistance: 4.48 },
  { name: 'splanchnic', volume: 2673, oxygen: 108.419, resistance: 3.307 },
  { name: 'other', volume: 262, oxygen: 14.683, resistance: 3.52 },
] as const;

const sum = (of: (row: (typeof TABLE)[number]) => number): number =>
  TABLE.reduce((total, row) => total + of(row), 0);

/** mL/min of oxygen (STPD) that all tissues take up at rest. */
export const RESTING_OXYGEN: number = sum(({ oxygen }) => oxygen);

/** The five tissues of Albanese et al. 2016: heart, brain, skeletal muscle, splanchnic and what is left. Flow divides by resistance. */
export const TISSUES: readonly Tissue[] = TABLE.map(({ name, volume, oxygen, resistance }) => ({
  name,
  volume,
  uptake: oxygen / RESTING_OXYGEN,
  flow: 1 / resistance / sum((row) => 1 / row.resistance),
}));
