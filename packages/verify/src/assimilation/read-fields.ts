import type { Experiment } from './benchmark-file.ts';
import { Unsupported } from './unsupported.ts';

/** A number of an experiment, written as one or as a fraction such as "8/3". */
export function numberField(experiment: Experiment, name: string): number {
  const given = experiment[name];
  if (typeof given === 'number' && Number.isFinite(given)) return given;
  const [, top, bottom = '1'] =
    /^\s*([-+\d.eE]+)\s*(?:\/\s*([-+\d.eE]+))?\s*$/.exec(typeof given === 'string' ? given : '') ?? [];
  const value = Number(top) / Number(bottom);
  if (Number.isFinite(value)) return value;
  throw new Unsupported(`${name} ${JSON.stringify(given) ?? 'is missing'}`);
}

/** The number a pattern finds in a text of an experiment; its first group, or the default if the group is empty. */
export function matchField(experiment: Experiment, name: string, pattern: RegExp, otherwise = ''): number {
  const text = textField(experiment, name);
  const found = pattern.exec(text);
  const written = found === null ? '' : (found[1] ?? otherwise);
  const value = written === '' ? Number.NaN : Number(written);
  if (Number.isFinite(value)) return value;
  throw new Unsupported(`${name} "${text}"`);
}

/** A text of an experiment; numbers as they would be written. */
export function textField(experiment: Experiment, name: string): string {
  const given = experiment[name];
  if (typeof given === 'string' || typeof given === 'number') return String(given);
  throw new Unsupported(`${name} ${JSON.stringify(given) ?? 'is missing'}`);
}
