/**
 * How alike the beats of a stretch look: the mean Pearson correlation of each with their average, over one median interval about the
 * beat (Orphanidou et al. 2015, IEEE J. Biomed. Health Inform. 19:832-838). Beats too near an edge are left out; NaN with fewer than two.
 *
 * @param samples of the stretch, @param beats their places among them, @param width samples of one interval
 */
export function beatLikeness(samples: readonly number[], beats: readonly number[], width: number): number {
  const half = Math.floor(width / 2);
  const whole = beats.filter((beat) => beat - half >= 0 && beat + half < samples.length);
  if (whole.length < 2 || half < 2) return Number.NaN;
  const length = 2 * half + 1;
  const cuts = whole.map((beat) => standardised(samples.slice(beat - half, beat - half + length)));
  const template = new Float64Array(length);
  for (const cut of cuts) for (let i = 0; i < length; i++) template[i] = template[i]! + cut[i]!;
  const mean = standardised([...template]);
  const likeness = cuts.map((cut) => cut.reduce((sum, value, i) => sum + value * mean[i]!, 0) / length);
  return likeness.reduce((sum, value) => sum + value, 0) / likeness.length;
}

/** Mean 0 and spread 1; missing samples count as the mean, a constant is all 0. */
function standardised(values: readonly number[]): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const spread = Math.sqrt(
    known.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / Math.max(1, values.length),
  );
  return Float64Array.from(values, (value) =>
    Number.isNaN(value) || spread === 0 ? 0 : (value - mean) / spread,
  );
}
