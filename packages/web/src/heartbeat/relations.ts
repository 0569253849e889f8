// The two lines between which a pressure-volume loop lies, found from the loop itself.

/** A straight pressure-volume relation, p = slope (V - at), in the loop's units. */
export interface Relation {
  readonly slope: number;
  /** Volume at which its pressure is 0. */
  readonly at: number;
  /** Volume of the loop's point on it. */
  readonly touches: number;
}

/** Points of a loop. */
export interface Loop {
  readonly volume: readonly number[];
  readonly pressure: readonly number[];
}

/**
 * The end-diastolic relation: the steepest line through the fullest point that leaves no point of the loop below it. In a chamber
 * with a linear passive elastance the points of passive filling lie on it (Sagawa et al. 1988, Cardiac Contraction and the
 * Pressure-Volume Relationship, chapter 2).
 */
export function endDiastolicRelation({ volume, pressure }: Loop): Relation {
  const [most, least] = [Math.max(...volume), Math.min(...volume)];
  const range = most - least;
  // while contraction has begun and no valve is open, volume stays: the end of filling is the lowest of the fullest points
  let full = volume.indexOf(most);
  for (let i = 0; i < volume.length; i++)
    if (volume[i]! > most - 0.01 * range && pressure[i]! < pressure[full]!) full = i;
  const [v, p] = [volume[full]!, pressure[full]!];
  let slope = 0;
  for (let i = 0; i < volume.length; i++) {
    // next to the fullest point, differences of rounded numbers say nothing of a slope
    if (v - volume[i]! < 0.1 * range) continue;
    slope = Math.max(slope, (p - pressure[i]!) / (v - volume[i]!));
  }
  return { slope, at: slope > 0 ? v - p / slope : v, touches: v };
}

/**
 * The end-systolic relation of a known slope (end-systolic elastance): the line of that slope that touches the loop from the left and
 * above. While elastance rises and falls about one unstressed volume no point can lie beyond it (Suga, Sagawa 1974, Circ. Res.
 * 35:117-126).
 */
export function endSystolicRelation({ volume, pressure }: Loop, slope: number): Relation {
  let best = 0;
  for (let i = 1; i < volume.length; i++)
    if (pressure[i]! - slope * volume[i]! > pressure[best]! - slope * volume[best]!) best = i;
  return { slope, at: volume[best]! - pressure[best]! / slope, touches: volume[best]! };
}

/** The end-systolic relation through a known unstressed volume: the steepest line from there to a point of the loop. */
export function endSystolicRelationFrom({ volume, pressure }: Loop, at: number): Relation {
  let best = 0;
  const steep = (i: number): number => pressure[i]! / Math.max(1e-6, volume[i]! - at);
  for (let i = 1; i < volume.length; i++) if (steep(i) > steep(best)) best = i;
  return { slope: steep(best), at, touches: volume[best]! };
}
