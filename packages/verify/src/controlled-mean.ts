/** A mean over replications and its standard error. */
export interface ControlledMean {
  readonly mean: number;
  readonly standardError: number;
}

/** Of what a control varies, the least share that those before it must leave untold. */
const OWN = 1e-9;

/** What one control adds to those before it. */
interface Direction {
  /** Its centred values, at right angles to those of all directions before. */
  readonly values: readonly number[];
  /** Sum of their squares. */
  readonly squares: number;
  /** How far its mean is from where it should be. */
  readonly offset: number;
}

/**
 * The mean of a figure over replications, given how far controls of known expectation were from it in each: least squares, taken where all
 * controls are what they should be (Lavenberg and Welch 1981, Management Science 27:322-335). Without controls, the plain mean.
 *
 * @example
 * controlledMean([3, 4, 5, 6.1], [[-1], [0], [1], [2]]).mean.toFixed(2); // '4.01'
 */
export function controlledMean(
  values: readonly number[],
  controls: readonly (readonly number[])[],
): ControlledMean {
  const count = values.length;
  const directions = directionsOf(controls);
  let mean = meanOf(values);
  let rest = values.map((value) => value - mean);
  // variance of the mean over that of the rest
  let share = 1 / count;
  for (const { values: along, squares, offset } of directions) {
    const slope = dot(rest, along) / squares;
    rest = rest.map((value, n) => value - slope * along[n]!);
    mean -= slope * offset;
    share += offset ** 2 / squares;
  }
  const variance = dot(rest, rest) / (count - 1 - directions.length);
  return { mean, standardError: Math.sqrt(variance * share) };
}

/** Controls at right angles to each other (Gram-Schmidt); one that those before it tell is left out. */
function directionsOf(controls: readonly (readonly number[])[]): readonly Direction[] {
  const directions: Direction[] = [];
  for (let j = 0; j < (controls[0]?.length ?? 0); j++) {
    const column = controls.map((row) => row[j]!);
    let offset = meanOf(column);
    let values: readonly number[] = column.map((value) => value - offset);
    const whole = dot(values, values);
    for (const before of directions) {
      const weight = dot(values, before.values) / before.squares;
      values = values.map((value, n) => value - weight * before.values[n]!);
      offset -= weight * before.offset;
    }
    const squares = dot(values, values);
    if (squares > OWN * whole) directions.push({ values, squares, offset });
  }
  return directions;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, n) => sum + value * b[n]!, 0);
}
