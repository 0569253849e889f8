// How fast random numbers for ensembles come from WebAssembly, beside the same numbers from JavaScript.
import { BulkDraws, philox } from '@twinward/simulate';
import type { Bench, Figures } from './bench.ts';

const SEED = '00000000000000ff';
const ROUNDS = 5;
const ADDRESS = { member: 0, stream: 1, step: 60 };
const CONTESTS: readonly (readonly [name: string, members: number, count: number])[] = [
  ['one number for each of 1,000,000 members', 1_000_000, 1],
  ['ten numbers for each of 100,000 members', 100_000, 10],
  ['1,000,000 numbers for one member', 1, 1_000_000],
];

/** `bench random`. */
export const random: Bench = {
  name: 'random',
  title: 'Philox4x32-10 in WebAssembly, four blocks at a time, beside JavaScript: uniform and normal',
  run(say): Promise<Figures> {
    const figures: Record<string, number | string> = {};
    const bulk = new BulkDraws(SEED);
    for (const kind of ['uniform', 'normal'] as const) {
      for (const [name, members, count] of CONTESTS) {
        say(`${kind}: ${name}, ${ROUNDS} rounds`);
        const many = new Float64Array(members * count);
        const single = new Float64Array(members * count);
        const fill = () => bulk[kind === 'normal' ? 'normals' : 'uniforms'](many, ADDRESS, members);
        const ours = fastest(fill, many.length);
        const theirs = fastest(() => drawSingly(kind, single, members, count), many.length);
        if (single.some((value, i) => value !== many[i])) throw new Error(`${kind}: the numbers differ`);
        figures[`${kind}, ${name}: ns a number (JavaScript)`] = `${ours.toFixed(1)} (${theirs.toFixed(1)})`;
        figures[`${kind}, ${name}: times as fast as JavaScript`] = Math.round((theirs / ours) * 100) / 100;
      }
    }
    return Promise.resolve(figures);
  },
};

function fastest(run: () => void, numbers: number): number {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    run();
    least = Math.min(least, performance.now() - started);
  }
  return (least * 1e6) / numbers;
}

function drawSingly(kind: 'uniform' | 'normal', result: Float64Array, members: number, count: number): void {
  const source = philox(SEED);
  for (let m = 0; m < members; m++) {
    const draws = source.draws(ADDRESS.member + m, ADDRESS.stream, ADDRESS.step);
    for (let i = 0; i < count; i++) result[m * count + i] = draws[kind]();
  }
}
