/**
 * When the foot of a pressure wave passes, as a share of its beat: where the tangent of its steepest rise meets the level of its diastolic
 * pressure before it (intersecting tangents). The wave repeats itself; its samples stand at equal steps, the end of the beat left out.
 */
export function footOf(wave: Float64Array): number {
  const n = wave.length;
  const at = (j: number): number => wave[((j % n) + n) % n]!;
  let steepest = 0;
  for (let j = 1; j < n; j++) if (at(j + 1) - at(j - 1) > at(steepest + 1) - at(steepest - 1)) steepest = j;
  const slope = (at(steepest + 1) - at(steepest - 1)) / 2;
  let level = at(steepest);
  for (let back = 1; back < n / 2; back++) level = Math.min(level, at(steepest - back));
  return (steepest - (at(steepest) - level) / slope) / n;
}
