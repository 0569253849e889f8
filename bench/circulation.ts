// How much faster than the heart a circulation runs: the default heart, the 21 compartments, a network, and a filter of 64 members.
import { readFile } from 'node:fs/promises';
import { addSeconds, EMPTY_SCHEDULE, instant, subjectRef } from '@twinward/contract';
import { assimilate } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import {
  Cardiopulmonary,
  closedLoopEquations,
  HEALTHY_LUNGS,
  HeartLoop,
  HeldtCirculation,
  heldtParameters,
  REFERENCE_HEART,
  REFERENCE_PERIOD,
  REFERENCE_START,
  readNetwork,
  simulateNetwork,
  circulation as twin,
} from '@twinward/twins/patient';
import type { Bench, Figures } from './bench.ts';

/** The reference program of the 21 compartments, in C: 200 s in 0.37 s of processor time, elsewhere. */
const CVSIM = 200 / 0.37;
/** Plain JavaScript, Runge-Kutta at 0.5 to 1 ms, of the equations of svZeroDSolver's closed loop: the faster of two runs, elsewhere. */
const PLAIN = 527;
const BEATS = 2000;
const MEMBERS = 64;
const READINGS = 12;
/** Seconds between two readings. */
const EVERY = 60;

/** `bench circulation`. */
export const circulation: Bench = {
  name: 'circulation',
  title: 'one circulation and a filter of 64, as multiples of real time',
  async run(say): Promise<Figures> {
    say(`${BEATS} beats of the default heart`);
    const [generated, wasm] = (['generated', 'wasm'] as const).map((execution) => heart(execution));
    say('200 s of the 21 compartments with both reflexes');
    const heldt = compartments();
    say('the closed loop as a network, by the implicit method of svZeroDSolver');
    const network = await closedLoopNetwork();
    say('ten minutes of heart and lungs together, breath by breath');
    const together = heartAndLungs();
    say(`${READINGS} readings of a filter of ${MEMBERS} members, every minute`);
    const filter = filtered();
    return {
      'default heart, x real time (at least 300)': Math.round(generated!),
      'default heart in WebAssembly, x real time': Math.round(wasm!),
      'default heart, of 527 x real time (plain Runge-Kutta of the svZeroD loop, another machine)': share(
        generated!,
        PLAIN,
      ),
      'default heart, of 541 x real time (CVSim in C, 200 s in 0.37 s, another machine)': share(
        generated!,
        CVSIM,
      ),
      '21 compartments, x real time': Math.round(heldt),
      '21 compartments, of 541 x real time (CVSim in C, another machine)': share(heldt, CVSIM),
      'closed loop as a network, x real time': Math.round(network),
      'heart and lungs together, x real time (at least 300)': Math.round(together),
      '64 members beating throughout, x real time (at least 4)': share(generated!, MEMBERS),
      '64-member twin with a reading every minute, x real time (at least 4)': Math.round(filter),
    };
  },
};

const share = (a: number, b: number): number => Math.round((100 * a) / b) / 100;

function seconds(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

function heart(execution: 'generated' | 'wasm'): number {
  const loop = new HeartLoop(execution);
  const parameters = Float64Array.from(closedLoopEquations.parameters, (name) => REFERENCE_HEART[name]);
  const state = Float64Array.from(closedLoopEquations.states, (name) => REFERENCE_START[name]);
  const beats = (count: number): void => {
    for (let i = 0; i < count; i++) loop.beat(state, parameters, REFERENCE_PERIOD);
  };
  beats(200);
  return (BEATS * REFERENCE_PERIOD) / seconds(() => beats(BEATS));
}

function compartments(): number {
  const body = new HeldtCirculation(
    heldtParameters(),
    { arterial: true, cardiopulmonary: true },
    'generated',
  );
  body.advance(20);
  return 200 / seconds(() => body.advance(200));
}

function heartAndLungs(): number {
  const both = new Cardiopulmonary(HEALTHY_LUNGS, 'generated');
  const breathe = (seconds: number): void => {
    const until = both.lungs.time + seconds;
    while (both.lungs.time < until) both.breathe();
  };
  breathe(60);
  return 600 / seconds(() => breathe(600));
}

async function closedLoopNetwork(): Promise<number> {
  const path = new URL('../data/haemodynamics/closed_loop_two_hill.json', import.meta.url);
  const network = readNetwork(JSON.parse(await readFile(path, 'utf8')));
  const run = { ...network.run, cycles: 20 };
  simulateNetwork(network, 'generated');
  return (run.cycles * network.period) / seconds(() => simulateNetwork({ ...network, run }, 'generated'));
}

function filtered(): number {
  const random = philox('00000000000000be');
  const start = instant(Date.UTC(2026, 0, 1));
  const subject = { ref: subjectRef('Patient/bench'), facts: {} };
  let belief = twin.initialise(subject, start, MEMBERS, random);
  const readings = [
    { observable: 'heart-rate', value: 70, censored: null },
    { observable: 'systolic', value: 120, censored: null },
    { observable: 'diastolic', value: 75, censored: null },
  ] as const;
  const took = seconds(() => {
    for (let i = 1; i <= READINGS; i++) {
      belief = twin.advance(belief, addSeconds(start, EVERY * i), EMPTY_SCHEDULE, random);
      belief = assimilate(twin, belief, readings, random).belief;
    }
  });
  return (EVERY * READINGS) / took;
}
