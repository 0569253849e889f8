// One analysis of an ensemble filter beside numpy, which runs on BLAS and LAPACK, by one thread or all, whichever is faster.
import { type EnsembleAnalysis, EnsembleFilter, StochasticKalman, TransformKalman } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import type { Bench, Figures } from './bench.ts';
import { type AnalysisProblem, analyseByNumpy, findNumpy } from './filter/numpy-analysis.ts';

/** Members, size of the state, and every how many components one is observed: one of them, as a sensor does, or all. */
const PROBLEMS = [
  { members: 64, size: 13, stride: 13, rounds: 4000, bar: 'at most 0.33' },
  { members: 64, size: 13, stride: 1, rounds: 4000, bar: 'at most 0.33' },
  { members: 100, size: 1000, stride: 10, rounds: 150, bar: 'at most 6' },
] as const;
const METHODS: readonly (readonly ['transform' | 'stochastic', () => EnsembleAnalysis])[] = [
  ['transform', () => new TransformKalman()],
  ['stochastic', () => new StochasticKalman()],
];
/** Analyses of the same ensemble must agree to this, over its sd of about 1. */
const AGREE = 1e-9;

/** Both are timed in turns, and the best turn of each counts: other work on the machine only ever adds time. */
const TURNS = 3;

/** `bench filter`. */
export const filter: Bench = {
  name: 'filter',
  title: 'one analysis of an ensemble filter, 64 x 13 and 100 x 1,000, beside numpy with its BLAS',
  async run(say): Promise<Figures> {
    const python = await findNumpy(say);
    const figures: Record<string, number | string> = {};
    if (python === null) figures.numpy = 'not compared: no python3 with numpy here';
    for (const { members, size, stride, rounds, bar } of PROBLEMS) {
      const problem = drawProblem(members, size, stride);
      for (const [method, make] of METHODS) {
        const name = `${method} filter, ${members} members x ${size} states, ${problem.values.length} observed`;
        say(`${name}: ${TURNS} turns of ${rounds} rounds`);
        let ours = analyse(problem, make(), rounds);
        if (python === null) {
          figures[`${name}: ms a step`] = rounded(ours.ms);
          continue;
        }
        let theirs = await analyseByNumpy(python, method, problem, rounds);
        for (let turn = 1; turn < TURNS; turn++) {
          ours = faster(ours, analyse(problem, make(), rounds));
          theirs = faster(theirs, await analyseByNumpy(python, method, problem, rounds));
        }
        figures[`${name}: ms a step`] = rounded(ours.ms);
        figures[`${name}: ms by numpy`] = rounded(theirs.ms);
        figures[`${name}: of numpy's time (${bar})`] = rounded(ours.ms / theirs.ms);
        const apart = ours.analysis.reduce(
          (most, x, at) => Math.max(most, Math.abs(x - theirs.analysis[at]!)),
          0,
        );
        if (method === 'transform' && !(apart < AGREE)) throw new Error(`${name}: ${apart} apart from numpy`);
      }
    }
    return figures;
  },
};

/** Normal members with correlations between neighbours, and observations a normal error away from a state like them. */
function drawProblem(members: number, size: number, stride: number): AnalysisProblem {
  const random = philox('00000000000000b1');
  const row = (member: number): Float64Array => {
    const draws = random.draws(member, 0, 0);
    const noise = Float64Array.from({ length: size + 4 }, () => draws.normal());
    return Float64Array.from({ length: size }, (_, i) => {
      let sum = 0;
      for (let k = 0; k < 5; k++) sum += noise[i + k]!;
      return sum / Math.sqrt(5);
    });
  };
  const ensemble = new Float64Array(members * size);
  for (let m = 0; m < members; m++) ensemble.set(row(m), m * size);
  const truth = row(members);
  const draws = random.draws(0, 1, 0);
  const count = Math.ceil(size / stride);
  return {
    members,
    size,
    stride,
    ensemble,
    values: Float64Array.from({ length: count }, (_, j) => truth[j * stride]! + draws.normal()),
    variance: new Float64Array(count).fill(1),
  };
}

/** Analyses the ensemble again and again: predicting, checking, taking in; the median of milliseconds, and the last analysis. */
function analyse(
  { size, stride, ensemble, values, variance }: AnalysisProblem,
  analysis: EnsembleAnalysis,
  rounds: number,
): { readonly ms: number; readonly analysis: Float64Array } {
  const count = values.length;
  const model = { size, advance: () => undefined };
  const options = { random: philox('00000000000000b2'), reopen: false };
  const ours = new EnsembleFilter(model, analysis, ensemble, options);
  const observations = {
    values,
    variance,
    predict(states: Float64Array, members: number, out: Float64Array) {
      if (stride === 1) {
        out.set(states);
        return;
      }
      for (let m = 0; m < members; m++) {
        for (let j = 0; j < count; j++) out[m * count + j] = states[m * size + j * stride]!;
      }
    },
  };
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.values.set(ensemble);
    const begun = performance.now();
    ours.cycle(round, round, observations);
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return { ms: times[Math.floor(rounds / 2)]!, analysis: ours.values };
}

function faster<T extends { readonly ms: number }>(one: T, other: T): T {
  return one.ms <= other.ms ? one : other;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
