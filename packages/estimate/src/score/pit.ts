/**
 * The probability integral transform of what came true in a sample: the share of values below it, ties counted by half. With
 * `u`, uniform on (0, 1), it is spread over the gap in which the truth lies, (below + u (ties + 1)) / (N + 1), and is then
 * exactly uniform when truth and sample come from one distribution, discrete or not.
 */
export function pit(sample: ArrayLike<number>, truth: number, u: number | null = null): number {
  let [below, ties] = [0, 0];
  for (let i = 0; i < sample.length; i++) {
    if (sample[i]! < truth) below++;
    else if (sample[i] === truth) ties++;
  }
  return u === null ? (below + ties / 2) / sample.length : (below + u * (ties + 1)) / (sample.length + 1);
}
