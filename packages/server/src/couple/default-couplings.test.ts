// Twins of one subject are coupled by rule, once, and stay as someone left them.
import { type Coupling, SYSTEM, subjectRef, type TwinModel, twinId } from '@twinward/contract';
import { openMemoryRecord, SYSTEM_CLOCK, type TwinRecord } from '@twinward/record';
import { inlinePool, modelRegistry, TwinRuntime } from '@twinward/runtime';
import { circulation } from '@twinward/twins/patient';
import { describe, expect, it } from 'vitest';
import type { CouplingRule } from './coupling-rules.ts';
import { DefaultCouplings } from './default-couplings.ts';

const PERSON = subjectRef('Patient/p-9');

/** Something that takes in a cardiac output and does nothing with it. */
const kidneys: TwinModel = {
  ...circulation,
  name: 'kidneys',
  observables: [{ ...circulation.observables[0]!, codes: [{ system: SYSTEM.twinward, code: 'none' }] }],
  inputs: [{ name: 'flow', label: 'Blood flow', unit: 'mL/min', default: 5000 }],
};

const rules: readonly CouplingRule[] = [
  {
    from: { model: 'circulation', output: 'cardiac-output' },
    to: { model: 'kidneys', input: 'flow' },
    delay: 0,
    source: 'a test',
  },
];

const models = modelRegistry([circulation, kidneys]);

async function living(record: TwinRecord) {
  const runtime = await TwinRuntime.start({ record, models, clock: SYSTEM_CLOCK, pool: inlinePool(models) });
  const couplings = new DefaultCouplings({
    runtime,
    events: record.events,
    clock: SYSTEM_CLOCK,
    rules,
    onTrouble: (_subject, error) => {
      throw error;
    },
  });
  const open = (model: string) =>
    runtime.openTwin({
      id: twinId(`p-9-${model}`),
      subject: PERSON,
      label: 'A person',
      origin: 'simulated',
      model,
      facts: {},
      members: 4,
    });
  return { runtime, couplings, open };
}

describe('couplings by default', () => {
  it('are declared and recorded when both twins are there, whichever came first', async () => {
    const record = openMemoryRecord();
    const { runtime, couplings, open } = await living(record);
    await open('kidneys');
    await couplings.settled();
    expect(runtime.subjects.couplings(PERSON)).toEqual([]);
    await open('circulation');
    await couplings.settled();
    expect(runtime.subjects.couplings(PERSON)).toMatchObject([
      { from: { label: 'Cardiac output' }, to: { label: 'Blood flow' }, unit: 'mL/min' },
    ]);
    expect(await record.events.readSubject(PERSON, { kinds: ['coupling'] })).toHaveLength(1);
    expect(await record.events.auditTrail({ limit: 9 })).toMatchObject([{ action: 'coupleTwins' }]);
    await couplings.close();
    await runtime.close();
  });

  it('stay ended once someone ended them, over a restart too', async () => {
    const record = openMemoryRecord();
    const first = await living(record);
    await first.open('circulation');
    await first.open('kidneys');
    await first.couplings.settled();
    const coupling: Coupling = {
      from: { twin: twinId('p-9-circulation'), output: 'cardiac-output' },
      to: { twin: twinId('p-9-kidneys'), input: 'flow' },
      delay: 0,
    };
    await first.runtime.couple(coupling, true);
    await first.couplings.close();
    await first.runtime.close();
    const second = await living(record);
    await second.couplings.settled();
    expect(second.runtime.subjects.couplings(PERSON)).toEqual([]);
    await second.couplings.close();
    await second.runtime.close();
  });
});
