// A thousand differing people for a day, beside the same method in C and beside the ODE solvers of npm.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Ensemble, type EnsemblePart, type EnsembleResult } from '@twinward/simulate';
import { s2008Equations } from '@twinward/twins/patient';
import type { Bench, Figures } from './bench.ts';
import { byDopri, byOdex, runJavaScript } from './ensemble/javascript-solvers.ts';
import { drawPatients, type Patients } from './ensemble/patients.ts';
import { runProgram } from './ensemble/program-patients.ts';
import { buildProgram } from './run-program.ts';

const MEMBERS = 1000;
const TOLERANCES = { relative: 1e-6, absolute: 1e-6 } as const;
const REFERENCE = { relativeTolerance: 1e-12, absoluteTolerance: 1e-12 } as const;
/** Enough that a few disturbed by something else on the machine do not move the medians. */
const ROUNDS = 21;
const THREADS = 2;
/** People for the solvers of npm, which take long: their time is scaled to all. */
const FEW = 100;

/** `bench ensemble`. */
export const ensemble: Bench = {
  name: 'ensemble',
  title: '1,000 differing people for a day beside C (gcc -O3), npm dopri and odex; one thread and two',
  async run(say): Promise<Figures> {
    const patients = await drawPatients(MEMBERS);
    const { request } = patients;
    const ours = new Ensemble(s2008Equations, {
      relativeTolerance: TOLERANCES.relative,
      absoluteTolerance: TOLERANCES.absolute,
    });
    say('the reference, at tolerance 1e-12');
    const truth = new Ensemble(s2008Equations, REFERENCE).simulate(request).rows;
    const program = await buildProgram('ensemble/patients.c', ['gcc', '-O3'], ['-lm'], say);
    const workers = await Promise.all(Array.from({ length: THREADS }, startWorker));

    const [one, two, other]: readonly [number[], number[], number[]] = [[], [], []];
    const cores: number[] = [];
    let result = ours.simulate(request);
    let shared = await onThreads(ours, patients, workers);
    let inC: Float64Array | null = null;
    for (let round = 0; round < ROUNDS; round++) {
      say(`round ${round + 1} of ${ROUNDS}`);
      let begun = performance.now();
      result = ours.simulate(request);
      one.push(performance.now() - begun);
      begun = performance.now();
      const used = process.cpuUsage();
      shared = await onThreads(ours, patients, workers);
      two.push(performance.now() - begun);
      const { user, system } = process.cpuUsage(used);
      cores.push((user + system) / 1000 / two.at(-1)!);
      if (program === null) continue;
      const run = await runProgram(program, patients, TOLERANCES, 1);
      other.push(1000 * run.seconds);
      inC = run.states;
    }
    await Promise.all(workers.map((worker) => worker.terminate()));
    await program?.remove();
    if (Buffer.compare(Buffer.from(result.rows.buffer), Buffer.from(shared.rows.buffer)) !== 0)
      throw new Error('two threads gave other bytes than one');

    const figures: Record<string, number | string> = {
      [`ours on one thread, ms (median of ${ROUNDS} rounds)`]: rounded(median(one)),
      'ours, error |dy| / (1 + |y|)': errors(result.rows, truth),
      [`${THREADS} threads, ms`]: rounded(median(two)),
      [`speed-up by ${THREADS} threads, fastest rounds (at least 1.85)`]: rounded(
        Math.min(...one) / Math.min(...two),
      ),
      [`speed-up by ${THREADS} threads, median round`]: rounded(median(ratios(one, two))),
      [`cores that ${THREADS} threads had: with fewer than 1.9 the machine was busy`]: rounded(median(cores)),
      'the same bytes on one thread and on two': 'yes',
    };
    if (inC === null) figures['C (gcc -O3, libm)'] = 'not compared: no gcc here';
    else {
      figures['C (gcc -O3, libm), ms'] = rounded(median(other));
      figures['C, error'] = errors(outputsOf(inC, request.p), truth);
      figures["ours, of C's time (at most 0.8)"] = rounded(median(ratios(one, other)));
    }
    const few = await drawPatients(FEW);
    const fewTruth = truth.subarray(0, (truth.length / MEMBERS) * FEW);
    figures[`ours, error of the first ${FEW} people`] = errors(
      result.rows.subarray(0, fewTruth.length),
      fewTruth,
    );
    for (const [name, stretch] of [
      ['dopri', byDopri(TOLERANCES)],
      ['odex', byOdex(TOLERANCES)],
    ] as const) {
      say(`npm ${name}, ${FEW} people, twice`);
      runJavaScript(stretch, few);
      const begun = performance.now();
      const states = runJavaScript(stretch, few);
      const ms = ((performance.now() - begun) * MEMBERS) / FEW;
      figures[`npm ${name}, ms (from ${FEW} people)`] = rounded(ms);
      figures[`npm ${name}, error`] = errors(outputsOf(states, few.request.p), fewTruth);
      figures[`npm ${name}, times ours`] = rounded(ms / median(one));
    }
    return figures;
  },
};

async function startWorker(): Promise<Worker> {
  const worker = new Worker(new URL('./ensemble/worker.ts', import.meta.url));
  await once(worker, 'online');
  return worker;
}

async function onThreads(
  ours: Ensemble,
  { request }: Patients,
  workers: readonly Worker[],
): Promise<EnsembleResult> {
  const parts = ours.divide(request, workers.length).map((unit, i) => {
    const part: Promise<readonly EnsemblePart[]> = once(workers[i]!, 'message');
    workers[i]!.postMessage(unit);
    return part;
  });
  return ours.join(request, (await Promise.all(parts)).flat());
}

/** Gsub, G and I of states [patients x samples x states]. */
function outputsOf(states: Float64Array, p: Float64Array): Float64Array {
  const { states: names, parameters } = s2008Equations;
  const [n, np] = [names.length, parameters.length];
  const [Gs, Gp, Ip] = (['Gs', 'Gp', 'Ip'] as const).map((name) => names.indexOf(name)) as [
    number,
    number,
    number,
  ];
  const [Vg, Vi] = [parameters.indexOf('Vg'), parameters.indexOf('Vi')];
  const samples = (states.length / n / p.length) * np;
  return Float64Array.from({ length: (states.length / n) * 3 }, (_, i) => {
    const row = Math.floor(i / 3);
    const person = Math.floor(row / samples) * np;
    const at = (state: number): number => states[row * n + state]!;
    if (i % 3 === 2) return at(Ip) / p[person + Vi]!;
    return at(i % 3 === 0 ? Gs : Gp) / p[person + Vg]!;
  });
}

/** Every output of every person at every hour: half of the errors are below the first number. */
function errors(values: Float64Array, truth: Float64Array): string {
  if (values.length !== truth.length) throw new Error(`${values.length} values for ${truth.length}`);
  const found = values.map((value, i) => Math.abs(value - truth[i]!) / (1 + Math.abs(truth[i]!))).sort();
  const at = (share: number): string => found[Math.floor(share * (found.length - 1))]!.toExponential(1);
  return `half below ${at(0.5)}, 99 % below ${at(0.99)}, largest ${at(1)}`;
}

/** Round by round, so that a slow while of the machine weighs on both. */
function ratios(above: readonly number[], below: readonly number[]): readonly number[] {
  return above.map((value, round) => value / below[round]!);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
