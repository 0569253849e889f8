import { expect, test } from 'vitest';
import { exponential } from './exponential.ts';
import { process } from './process-builder.ts';
import { processModel } from './process-model.ts';
import type { ProcessSummary } from './process-statistics.ts';
import { overReplications, runReplications } from './replications.ts';

const clinic = (doctors: number) =>
  processModel({
    resources: { doctor: { capacity: doctors } },
    sources: {
      patient: { every: exponential(1.2), process: process().seize({ doctor: 1 }).delay(exponential(2)) },
    },
  });
const unit = { model: clinic(2), seed: '00000000000000ff', first: 0, count: 12, until: 500, warmUp: 100 };
const wait = ({ sources }: ProcessSummary): number => sources.patient!.waits.doctor!.mean;

test('replications come to the same however they are split, also after passing to a worker', () => {
  const whole = runReplications(unit);
  const parts = [
    { ...unit, count: 5 },
    { ...unit, first: 5, count: 7 },
  ];
  expect(parts.flatMap((part) => runReplications(structuredClone(part)))).toEqual(whole);
  expect(new Set(whole.map(wait)).size).toBe(12);
});

test('scenarios share their draws: what one more doctor changes varies less than the waits themselves', () => {
  const two = runReplications({ ...unit, count: 40 });
  const three = runReplications({ ...unit, count: 40, model: clinic(3) });
  expect(two.map(({ sources }) => sources.patient!.arrived)).toEqual(
    three.map(({ sources }) => sources.patient!.arrived),
  );
  const shared = overReplications(two, (run) => wait(run) - wait(three[two.indexOf(run)]!));
  const apart = overReplications(two, (run) => wait(run) - wait(three[(two.indexOf(run) + 1) % 40]!));
  expect(shared.mean).toBeGreaterThan(2 * shared.standardError);
  expect(shared.standardError).toBeLessThan(apart.standardError);
});

test('a run is cancelled soon, and tells how far it is', () => {
  const seen: number[] = [];
  const signal = {
    get aborted(): boolean {
      return seen.length === 3;
    },
  };
  expect(() => runReplications(unit, { signal, progress: (done) => seen.push(done) })).toThrow(
    'cancelled in replication 3',
  );
  expect(seen).toEqual([1, 2, 3]);
});
