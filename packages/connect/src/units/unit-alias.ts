import { plainTable } from '../plain-table.ts';

/** What monitors and laboratories write for a UCUM code. Compared without case and spaces. */
const ALIASES: Readonly<Record<string, string>> = plainTable({
  bpm: '/min',
  'beats/min': '/min',
  'beat/min': '/min',
  'beats/minute': '/min',
  'breaths/min': '/min',
  'breaths/minute': '/min',
  brpm: '/min',
  rpm: '/min',
  '1/min': '/min',
  'min-1': '/min',
  mmhg: 'mm[Hg]',
  cmh2o: 'cm[H2O]',
  percent: '%',
  c: 'Cel',
  '°c': 'Cel',
  degc: 'Cel',
  'deg c': 'Cel',
  celsius: 'Cel',
  f: '[degF]',
  '°f': '[degF]',
  degf: '[degF]',
  fahrenheit: '[degF]',
  lb: '[lb_av]',
  lbs: '[lb_av]',
  oz: '[oz_av]',
  in: '[in_i]',
  ft: '[ft_i]',
  'tera.l-1': '10*12/L',
  'giga.l-1': '10*9/L',
  'x10e9/l': '10*9/L',
  'x10e12/l': '10*12/L',
  'x10^9/l': '10*9/L',
  'x10^12/l': '10*12/L',
  '10^9/l': '10*9/L',
  '10^12/l': '10*12/L',
  '10e9/l': '10*9/L',
  '10e12/l': '10*12/L',
  'k/ul': '10*3/uL',
  'm/ul': '10*6/uL',
  'th/mm3': '10*3/mm3',
  mcg: 'ug',
  'mcg/ml': 'ug/mL',
  'mcg/l': 'ug/L',
  'mcg/dl': 'ug/dL',
  'iu/l': '[IU]/L',
  'miu/l': 'm[IU]/L',
  'u/l': 'U/L',
  'mm/hr': 'mm/h',
  'mm/hour': 'mm/h',
  'ml/min/1.73m2': 'mL/min/{1.73_m2}',
  'kg/m^2': 'kg/m2',
  sec: 's',
  secs: 's',
  seconds: 's',
  mins: 'min',
  minutes: 'min',
  hr: 'h',
  hrs: 'h',
  hours: 'h',
  steps: '{steps}',
  count: '{count}',
  ph: '[pH]',
});

/**
 * The UCUM code of a unit as it is written in the field: itself where it is one, else by a table of what is common; null where neither knows it.
 * `isCode` judges what is a UCUM code already.
 */
export function unitAlias(text: string, isCode: (code: string) => boolean): string | null {
  const written = text.trim();
  const plain = written.toLowerCase().replace(/\s+/g, ' ');
  // Signs that are UCUM codes of something else altogether: C is coulomb, F farad, in and bpm are none.
  const alias = ALIASES[plain] ?? ALIASES[plain.replace(/ /g, '')];
  if (alias !== undefined && (!isCode(written) || /^(c|f|1\/min|min-1|u\/l)$/.test(plain))) return alias;
  return isCode(written) ? written : null;
}
