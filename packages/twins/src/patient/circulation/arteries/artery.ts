/** The small vessels behind an artery that is not followed further: a resistance, then a compliance beside a second resistance. */
export interface ArterialBed {
  /** Pa.s/m3. */
  readonly proximalResistance: number;
  /** Pa.s/m3. */
  readonly distalResistance: number;
  /** m3/Pa. */
  readonly compliance: number;
}

/** A section of an artery: a tube that narrows evenly from its proximal to its distal end. */
export interface Artery {
  /** Lower-case words joined by `-`; of an artery in several sections, with the number of the section. */
  readonly name: string;
  /** The section it leaves; null for the one that leaves the heart. */
  readonly from: string | null;
  /** m. */
  readonly length: number;
  /** Radii of the lumen at the reference pressure, m. */
  readonly proximalRadius: number;
  readonly distalRadius: number;
  /** What lies behind it, if no artery leaves it. */
  readonly bed: ArterialBed | null;
}
