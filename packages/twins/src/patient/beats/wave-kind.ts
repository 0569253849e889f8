/** What a waveform is of, as far as something can be read from it. */
export type WaveKind = 'electrocardiogram' | 'arterial-pressure' | 'plethysmogram' | 'respiration';

const LEADS = /^(m?cl\d|ml?(i{1,3}|v\d?)|i{1,3}|avr|avl|avf|v\d?|ecg.*|ekg.*|lead.*)$/i;

/**
 * The kind of a signal by the names that recordings of bedside monitors give (MIMIC and MIT-BIH databases; IEEE 11073-10101 where a device
 * names an arterial line); null for what is only shown.
 *
 * @example
 * waveKindOf('ABP', 'mmHg'); // 'arterial-pressure'
 */
export function waveKindOf(description: string, unit: string): WaveKind | null {
  const name = description.trim();
  if (/^(resp.*|imp.*resp.*)$/i.test(name)) return 'respiration';
  if (/^(abp.*|art.*|uap|fap|bp|p1)$/i.test(name)) return /mm.?hg/i.test(unit) ? 'arterial-pressure' : null;
  if (/^(pleth.*|ppg.*|spo2.*wave.*)$/i.test(name)) return 'plethysmogram';
  return LEADS.test(name) && /^(m|u|µ)v$/i.test(unit) ? 'electrocardiogram' : null;
}
