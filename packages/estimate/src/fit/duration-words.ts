/**
 * A length of time in the unit a person would say it in, rounded.
 *
 * @example
 * durationWords(1800); // 30 min
 */
export function durationWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
