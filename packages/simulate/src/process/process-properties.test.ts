import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileProcessModel } from './compile-process-model.ts';
import { type EventLogColumns, eventLogBytes, LogEvent } from './event-log.ts';
import { Process } from './process-builder.ts';
import type { ProcessModel, ResourceDeclaration, SourceDeclaration } from './process-model.ts';
import { ProcessSimulation } from './process-simulation.ts';
import type { Quantity } from './quantity.ts';
import type { Step } from './step.ts';

const RESOURCES = ['nurse', 'doctor', 'bed'];
const END = 60;

const quantity: fc.Arbitrary<Quantity> = fc.oneof(
  fc.constantFrom<Quantity>(0, 1, 2.5),
  fc.constantFrom<Quantity>(
    { kind: 'exponential', mean: 2 },
    { kind: 'uniform', low: 0, high: 3 },
    { kind: 'gamma', shape: 2, scale: 1 },
    { kind: 'empirical', values: [0, 1, 1, 4] },
    { attribute: 'need' },
  ),
);

const units = fc
  .uniqueArray(fc.constantFrom(...RESOURCES), { minLength: 1, maxLength: 3 })
  .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.constantFrom(1, 1, 2)))))
  .map((pairs) => Object.fromEntries(pairs));

const leaving: readonly Step[] = [
  { do: 'record', name: 'gave up', value: { since: 'came' } },
  { do: 'leave', outcome: 'gone' },
];

const { steps } = fc.letrec<{ steps: readonly Step[]; part: readonly Step[] }>((tie) => ({
  steps: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.flat()),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    quantity.map((time): readonly Step[] => [{ do: 'delay', time }]),
    fc
      .record({
        units,
        inner: tie('steps'),
        priority: fc.option(fc.constantFrom<Quantity>({ attribute: 'class' }, 1, 2), { nil: undefined }),
        patience: fc.option(quantity, { nil: undefined }),
        back: fc.constantFrom(true, true, false),
      })
      .map(({ units: asked, inner, priority, patience, back }): readonly Step[] => [
        {
          do: 'seize',
          units: asked,
          ...(priority === undefined ? {} : { priority }),
          ...(patience === undefined ? {} : { patience, reneged: { steps: leaving } }),
        },
        ...inner,
        ...(back ? [{ do: 'release' as const, units: asked }] : []),
      ]),
    tie('steps').map((inner): readonly Step[] => [
      { do: 'choose', ways: [{ probability: 0.4, steps: inner }] },
    ]),
    tie('steps').map((inner): readonly Step[] => [{ do: 'repeat', times: 2, steps: inner }]),
    fc
      .tuple(tie('steps'), fc.constantFrom('queue', 'free', 'attribute'))
      .map(([inner, on]): readonly Step[] => [
        {
          do: 'when',
          condition:
            on === 'attribute'
              ? { attribute: 'class', below: 1 }
              : on === 'queue'
                ? { queue: 'nurse', atLeast: 2 }
                : { free: 'bed', atLeast: 1 },
          steps: inner,
          otherwise: [{ do: 'record', name: 'passed', value: { attribute: 'need' } }],
        },
      ]),
    fc
      .tuple(fc.constantFrom(1, 2, 3), fc.boolean(), tie('steps'))
      .map(([size, limited, inner]): readonly Step[] => [
        { do: 'batch', size, ...(limited ? { within: 3 } : {}) },
        ...inner,
        { do: 'separate' },
      ]),
    fc.constant<readonly Step[]>([{ do: 'leave', outcome: 'early' }]),
  ),
}));

const resource: fc.Arbitrary<ResourceDeclaration> = fc
  .record(
    {
      capacity: fc.oneof(
        fc.integer({ min: 1, max: 4 }),
        fc.record({
          times: fc.constant([0, 7, 12]),
          capacities: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)),
          period: fc.constant(20),
        }),
      ),
      queueLimit: fc.nat(4),
      order: fc.constantFrom('first-come' as const, 'last-come' as const),
      overtaking: fc.boolean(),
      preemption: fc.constantFrom('none' as const, 'resume' as const, 'repeat' as const, 'restart' as const),
      onFall: fc.constantFrom('drain' as const, 'preempt' as const),
    },
    { requiredKeys: ['capacity'] },
  )
  .map(({ onFall, ...rest }) =>
    onFall === undefined || rest.preemption === undefined || rest.preemption === 'none'
      ? rest
      : { ...rest, onFall },
  );

const source: fc.Arbitrary<SourceDeclaration> = fc
  .tuple(
    steps,
    fc.oneof(
      fc.record({ every: fc.constantFrom<Quantity>({ kind: 'exponential', mean: 1.5 }, 2) }),
      fc.record({ at: fc.constant([0, 0, 1, 4, 4, 4, 9]) }),
      fc.record({ rate: fc.constant({ times: [0, 6, 9], rates: [0.5, 0, 2], period: 12 }) }),
    ),
    fc.constantFrom(1, 1, 2),
  )
  .map(([taken, when, group]) => ({
    ...when,
    group,
    limit: 60,
    process: new Process<string>([
      {
        do: 'assign',
        attributes: {
          came: { since: 0 },
          class: { kind: 'empirical', values: [0, 1, 2] },
          need: { kind: 'exponential', mean: 1 },
        },
      },
      ...taken,
      { do: 'release', units: 'all' },
      { do: 'delay', time: 0.5 },
    ]),
  }));

const model: fc.Arbitrary<ProcessModel> = fc.record({
  resources: fc.tuple(resource, resource, resource).map(([nurse, doctor, bed]) => ({ nurse, doctor, bed })),
  sources: fc.oneof(
    source.map((one) => ({ one })),
    fc.tuple(source, source).map(([one, two]) => ({ one, two })),
  ),
});

function start(given: ProcessModel): ProcessSimulation {
  return new ProcessSimulation(given, { seed: '00000000000000aa', log: true });
}

/** Follows the log with nothing but sums, and finds what does not add up. */
function audit(given: ProcessModel, log: EventLogColumns, simulation: ProcessSimulation): readonly string[] {
  const faults: string[] = [];
  const { resources, sources, outcomes } = compileProcessModel(given);
  const held = new Map<string, number>();
  const inside = new Set<string>();
  const delays = new Map<string, number>();
  const capacity = resources.map(() => 0);
  const busy = resources.map(() => 0);
  const area = resources.map(() => 0);
  const left = sources.map(() => outcomes.map(() => 0));
  let last = 0;
  const pass = (to: number): void => {
    busy.forEach((level, i) => {
      area[i]! += level * (to - last);
    });
    last = to;
  };
  const hold = (who: string, what: number, by: number, row: number): void => {
    const key = `${who} ${what}`;
    const now = (held.get(key) ?? 0) + by;
    if (now < 0) faults.push(`row ${row}: ${key} holds ${now}`);
    held.set(key, now);
    busy[what]! += by;
  };
  for (let row = 0; row < log.time.length; row++) {
    const time = log.time[row]!;
    if (!(time >= last)) faults.push(`row ${row}: time runs back from ${last} to ${time}`);
    pass(time);
    const [event, place, value] = [log.event[row]!, log.place[row]!, log.value[row]!];
    const who = `${log.source[row]} ${log.ordinal[row]}`;
    if (event !== LogEvent.arrive && event !== LogEvent.capacity && !inside.has(who))
      faults.push(`row ${row}: ${who} is not inside`);
    const ends = delays.get(who);
    const moves = event !== LogEvent.interrupt && event !== LogEvent.separate && event !== LogEvent.leave;
    if (ends !== undefined && moves && Math.abs(ends - time) > 1e-9)
      faults.push(`row ${row}: the delay of ${who} was to end at ${ends}, not at ${time}`);
    delays.delete(who);
    switch (event) {
      case LogEvent.arrive:
        if (inside.has(who)) faults.push(`row ${row}: ${who} comes twice`);
        inside.add(who);
        break;
      case LogEvent.seize:
        hold(who, place, value, row);
        if (busy[place]! > capacity[place]!) faults.push(`row ${row}: more held than there is`);
        break;
      case LogEvent.release:
      case LogEvent.interrupt:
        hold(who, place, -value, row);
        break;
      case LogEvent.delay:
      case LogEvent.resume:
        delays.set(who, time + value);
        break;
      case LogEvent.capacity:
        capacity[place] = value;
        break;
      case LogEvent.leave:
        inside.delete(who);
        left[log.source[row]!]![place]! += 1;
        for (const what of resources.keys())
          if ((held.get(`${who} ${what}`) ?? 0) !== 0) faults.push(`row ${row}: ${who} leaves with units`);
    }
  }
  pass(END);
  const summary = simulation.summary();
  if (inside.size !== simulation.inside)
    faults.push(`${simulation.inside} inside, ${inside.size} by the log`);
  for (const [i, { name }] of sources.entries()) {
    const told = summary.sources[name]!;
    const gone = Object.values(told.left).reduce((sum, { count }) => sum + count, 0);
    const stay = [...inside].filter((who) => who.startsWith(`${i} `)).length;
    if (told.arrived !== gone + stay)
      faults.push(`${name}: ${told.arrived} came, ${gone} left, ${stay} stay`);
    const counts = outcomes.map((outcome) => told.left[outcome]?.count ?? 0);
    if (counts.join() !== left[i]!.join()) faults.push(`${name}: ${counts} left, by the log ${left[i]}`);
  }
  for (const [i, { name }] of resources.entries()) {
    const told = summary.resources[name]!.busy * END;
    if (Math.abs(told - area[i]!) > 1e-6) faults.push(`${name}: held for ${told}, by the log for ${area[i]}`);
  }
  return faults;
}

test('property: entities and units are neither lost nor made, and no delay is longer or shorter than told, in 1,500 random models', () => {
  let rows = 0;
  let interrupts = 0;
  fc.assert(
    fc.property(model, (given) => {
      const simulation = start(given);
      simulation.advance(END);
      const log = simulation.takeLog();
      rows += log.time.length;
      interrupts += log.event.filter((event) => event === LogEvent.interrupt).length;
      expect(audit(given, log, simulation)).toEqual([]);
    }),
    { seed: 5, numRuns: 1500 },
  );
  expect(rows).toBeGreaterThan(200_000);
  expect(interrupts).toBeGreaterThan(500);
});

test('property: a run saved and restored at a random time goes on with the same events, in 200 random models', () => {
  fc.assert(
    fc.property(model, fc.double({ min: 0, max: END, noNaN: true }), (given, at) => {
      const whole = start(given);
      whole.advance(END);
      const first = start(given);
      first.advance(at);
      const second = ProcessSimulation.restore(given, first.snapshot(), { log: true });
      expect(second.snapshot()).toEqual(first.snapshot());
      second.advance(END);
      const digest = (...runs: readonly ProcessSimulation[]): string => {
        const hash = createHash('sha256');
        for (const run of runs) hash.update(eventLogBytes(run.takeLog()));
        return hash.digest('hex');
      };
      expect(digest(first, second)).toBe(digest(whole));
      expect(second.snapshot()).toEqual(whole.snapshot());
    }),
    { seed: 6, numRuns: 200 },
  );
});

test('property: a run begun again at a random time is a new run of the other seed, to the byte, in 200 random models', () => {
  fc.assert(
    fc.property(model, fc.double({ min: 0, max: END, noNaN: true }), (given, at) => {
      const seed = 'fedcba9876543210';
      const again = start(given);
      again.advance(at);
      again.restart(seed);
      const fresh = new ProcessSimulation(given, { seed, log: true });
      expect(again.snapshot()).toEqual(fresh.snapshot());
      for (const run of [again, fresh]) run.advance(END);
      expect(eventLogBytes(again.takeLog())).toEqual(eventLogBytes(fresh.takeLog()));
      expect(again.snapshot()).toEqual(fresh.snapshot());
    }),
    { seed: 8, numRuns: 200 },
  );
});

test('property: whoever is taken out gives back what he holds, and nobody stays', () => {
  fc.assert(
    fc.property(model, fc.integer({ min: 1, max: 40 }), (given, until) => {
      const simulation = start(given);
      simulation.advance(until);
      for (let round = 0; round < 60 && simulation.inside > 0; round++) {
        for (const name of Object.keys(given.sources))
          for (let ordinal = 0; ordinal < 60; ordinal++) simulation.dismiss(name, ordinal);
      }
      expect(simulation.inside).toBe(0);
      const { sources } = simulation.summary();
      for (const { left, arrived } of Object.values(sources))
        expect(Object.values(left).reduce((sum, { count }) => sum + count, 0)).toBe(arrived);
    }),
    { seed: 7, numRuns: 200 },
  );
});
