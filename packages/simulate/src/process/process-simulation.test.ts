import { describe, expect, it } from 'vitest';
import { eventLogBytes } from './event-log.ts';
import { exponential } from './exponential.ts';
import { process } from './process-builder.ts';
import { type ProcessModel, processModel } from './process-model.ts';
import { ProcessSimulation } from './process-simulation.ts';

const SEED = '00000000000000ff';

function run(model: ProcessModel, until: number): ProcessSimulation {
  const simulation = new ProcessSimulation(model, { seed: SEED, log: true });
  simulation.advance(until);
  return simulation;
}

describe('a process simulation', () => {
  it('serves in order of coming: a doctor with 8 minutes for patients every 5 is always a little later', () => {
    const simulation = run(
      processModel({
        resources: { doctor: { capacity: 1 } },
        sources: { patient: { at: [0, 5, 10], process: process().seize({ doctor: 1 }).delay(8) } },
      }),
      24,
    );
    const { resources, sources } = simulation.summary();
    expect(sources.patient!.waits.doctor).toMatchObject({ count: 3, mean: 3, greatest: 6 });
    expect(sources.patient!.left.done).toMatchObject({ count: 3, mean: 11 });
    expect(resources.doctor).toMatchObject({ utilisation: 1, queue: 9 / 24, longestQueue: 1 });
  });

  it('goes on from a snapshot as if nothing had been', () => {
    const model = processModel({
      resources: { server: { capacity: 1 } },
      sources: {
        customer: { every: exponential(1.25), process: process().seize({ server: 1 }).delay(exponential(1)) },
      },
    });
    const whole = run(model, 1000);
    const first = run(model, 400);
    const second = ProcessSimulation.restore(model, first.snapshot(), { log: true });
    second.advance(1000);
    const parts = [first.takeLog(), second.takeLog()].map(eventLogBytes);
    expect(Buffer.concat(parts)).toEqual(Buffer.from(eventLogBytes(whole.takeLog())));
    expect(second.summary()).toEqual(whole.summary());
    expect(second.snapshot()).toEqual(whole.snapshot());
  });
});
