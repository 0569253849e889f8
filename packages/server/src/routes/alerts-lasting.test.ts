// An alert outlives a server that ends without warning, and one that nobody takes in hand goes to the team its monitor names, once.
import { addSeconds, instant, type Observed, subjectRef, twinId } from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { inlinePool, modelRegistry, TwinRuntime } from '@twinward/runtime';
import { news2Monitor } from '@twinward/twins/patient';
import { expect, it } from 'vitest';

const START = instant(Date.UTC(2026, 2, 1, 8));
const WARD = subjectRef('Patient/ward-1');
const models = modelRegistry([news2Monitor]);
const BY = { id: 'nurse', role: 'clinician' };

async function ward() {
  const clock = { time: START, now: () => clock.time };
  const record = openMemoryRecord(clock);
  const start = () => TwinRuntime.start({ record, models, clock, pool: inlinePool(models) });
  const runtime = await start();
  await runtime.openTwin({
    id: twinId('ward-1-news2'),
    subject: WARD,
    label: 'Ward 1',
    origin: 'simulated',
    model: 'monitor-news2',
    facts: {},
    at: START,
  });
  return { clock, record, start, runtime };
}

/** Breathing at 26, saturation 90, pulse 135: seven points and more. */
function worse(minute: number): readonly Observed[] {
  const signs = [
    ['9279-1', 26, '/min'],
    ['59408-5', 90, '%'],
    ['8867-4', 135, '/min'],
  ] as const;
  return signs.map(([code, value, unit]) => ({
    kind: 'observation',
    observation: {
      subject: WARD,
      code: { system: 'http://loinc.org', code },
      effectiveAt: addSeconds(START, 60 * minute),
      precision: 'minute',
      value: { kind: 'quantity', value, unit },
      status: 'final',
      source: { system: 'ward', id: `${code} ${minute}`, version: 1 },
    },
  }));
}

it('stands after a stop without warning as it stood before it, and is escalated once, at the time it was due', async () => {
  const { clock, record, start, runtime } = await ward();
  clock.time = addSeconds(START, 600);
  await runtime.record(worse(5));
  await runtime.drain();
  const [before] = runtime.alerts.list().alerts;
  expect(before).toMatchObject({ status: 'raised', urgency: 'high' });
  // nothing is closed: the process has ended
  const second = await start();
  await second.drain();
  expect(second.alerts.list().alerts).toEqual([before]);
  clock.time = addSeconds(START, 600 + 899);
  await second.alerts.round();
  expect(second.alerts.list().alerts[0]!.status).toBe('raised');
  clock.time = addSeconds(START, 600 + 3600);
  // one server escalates and ends before anybody hears of it; the next finds it done, and the one that seemed dead says the same
  await second.alerts.round();
  const third = await start();
  await third.alerts.round();
  await runtime.alerts.round();
  const [escalated] = third.alerts.list().alerts;
  expect(escalated).toMatchObject({ status: 'escalated', escalatedTo: 'critical care outreach team' });
  const steps = (await record.events.readSubject(WARD, { kinds: ['alert'] })).flatMap(({ event }) =>
    event.kind === 'alert' ? [event] : [],
  );
  expect(steps.filter(({ step }) => step.kind === 'escalated')).toHaveLength(1);
  const asked = steps.findLast(({ step }) => step.kind === 'raised' || step.kind === 'worsened')!;
  expect(steps.at(-1)).toMatchObject({ at: addSeconds(asked.at, 900), step: { kind: 'escalated' } });
});

it('that was acknowledged before the stop is not escalated after it', async () => {
  const { clock, start, runtime } = await ward();
  clock.time = addSeconds(START, 600);
  await runtime.record(worse(5));
  await runtime.drain();
  const { id } = runtime.alerts.list().alerts[0]!;
  await runtime.alerts.act(id, { kind: 'acknowledged', reason: null }, BY);
  const second = await start();
  clock.time = addSeconds(START, 7200);
  await second.alerts.round();
  expect(second.alerts.list().alerts[0]).toMatchObject({ id, status: 'acknowledged' });
});
