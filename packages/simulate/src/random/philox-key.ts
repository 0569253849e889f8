import { TwinwardError } from '@twinward/contract';

/** The two words of the key that a seed is: its first eight digits, and the others. Throws `usage` for what is no seed. */
export function philoxKey(seed: string): readonly [number, number] {
  if (!/^[0-9a-f]{16}$/.test(seed)) {
    throw new TwinwardError('usage', `"${seed.slice(0, 40)}" is not a random seed`, {
      field: 'seed',
      remedy: 'write 16 lower-case hexadecimal digits, or make a seed with seedFrom',
    });
  }
  return [Number.parseInt(seed.slice(0, 8), 16), Number.parseInt(seed.slice(8), 16)];
}
