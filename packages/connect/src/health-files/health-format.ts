/** What a file of health data that is no table is. */
export type HealthFormat = 'apple-health' | 'open-mhealth';

/** Recognises the file by its first bytes; null for a table and for what nobody knows. */
export function healthFormat(head: Uint8Array): HealthFormat | null {
  const text = new TextDecoder('latin1').decode(head).replace(/^(?:ï»¿)?\s*/, '');
  if (text.startsWith('<')) return /<HealthData|HealthKit/.test(text) ? 'apple-health' : null;
  return /^[[{]/.test(text) ? 'open-mhealth' : null;
}
