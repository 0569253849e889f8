import { ProcessSimulation } from '@twinward/simulate';
import { describe, expect, test } from 'vitest';
import { compileHospital } from './compile/compile-hospital.ts';
import { compareScenarios } from './experiment/compare-scenarios.ts';
import { rankBottlenecks } from './experiment/rank-bottlenecks.ts';
import { HOSPITAL_FORMAT, type HospitalModel } from './model/hospital-model.ts';
import { hospitalJsonSchema, readHospital } from './model/read-hospital.ts';
import { ALL_WAITING } from './run/hospital-figures.ts';
import { hospitalHistory } from './run/hospital-history.ts';
import { runHospital } from './run/run-hospital.ts';

const SEED = '00000000000000f1';

const CLINIC: HospitalModel = {
  format: HOSPITAL_FORMAT,
  name: 'Clinic',
  time: { unit: 'min' },
  run: { until: 600, replications: 8 },
  resources: { doctor: { capacity: 1, kind: 'staff' } },
  sources: { patient: { replay: { at: [0, 0, 5] }, first: 'see' } },
  nodes: {
    see: { do: 'seize', units: { doctor: 1 }, next: 'talk' },
    talk: { do: 'delay', time: 10, next: 'go' },
    go: { do: 'release', units: 'all' },
  },
};

/** What happens, as `time event entity node-or-resource`. */
function told(model: HospitalModel, until: number, events: readonly string[]): readonly string[] {
  const compiled = compileHospital(readHospital(model), { until });
  const run = new ProcessSimulation(compiled, { seed: SEED, log: true });
  run.advance(until);
  return hospitalHistory(compiled, run.takeLog())
    .filter(({ event }) => events.includes(event))
    .map(
      ({ time, event, entity, node, resource, name }) =>
        `${time} ${event} ${entity} ${node ?? resource ?? name ?? ''}`,
    );
}

function refusal(change: object): string {
  try {
    readHospital({ ...CLINIC, ...change });
  } catch (error) {
    const { place, message } = error as { place: { field?: string; remedy?: string }; message: string };
    expect(place.remedy).toBeDefined();
    return `${place.field} | ${message}`;
  }
  return 'taken';
}

describe('a hospital as data', () => {
  test('goes through its nodes one patient after the other', () => {
    expect(told(CLINIC, 100, ['delay', 'leave'])).toEqual([
      '0 delay patient 0 talk',
      '10 leave patient 0 done',
      '10 delay patient 1 talk',
      '20 leave patient 1 done',
      '20 delay patient 2 talk',
      '30 leave patient 2 done',
    ]);
  });

  test('the JSON schema names every kind of node', () => {
    const schema = JSON.stringify(hospitalJsonSchema());
    for (const kind of ['seize', 'place', 'delay', 'route', 'split', 'join', 'gate', 'batch', 'capacity'])
      expect(schema).toContain(`"const":"${kind}"`);
  });

  test('what cannot be run is refused by field, with what mends it', () => {
    const node = (id: string, given: object): object => ({ nodes: { ...CLINIC.nodes, [id]: given } });
    expect(refusal({})).toBe('taken');
    expect(refusal({ resources: { doctor: { capacity: 0 } } })).toContain('resources.doctor.capacity');
    expect(refusal(node('see', { do: 'seize', units: { doctor: 2 }, next: 'talk' }))).toContain(
      'nobody is ever served',
    );
    expect(refusal(node('talk', { do: 'delay', time: 10, next: 'talk' }))).toContain('nodes');
    expect(refusal(node('talk', { do: 'delay', time: -1, next: 'go' }))).toContain('nodes.talk.time');
    expect(
      refusal(node('talk', { do: 'delay', time: { dist: 'normal', mean: 10, sd: 3 }, next: 'go' })),
    ).toContain('may be negative');
    expect(refusal(node('talk', { do: 'delay', time: 10, nxt: 'go' }))).toContain('nodes.talk');
    expect(refusal(node('talk', { do: 'delay', time: 10, next: 'gone' }))).toContain('nodes.talk.next');
    expect(refusal(node('island', { do: 'delay', time: 10 }))).toContain('nodes.island');
    expect(refusal({ time: { unit: 'min', zone: 'Atlantis/Capital' } })).toContain('time.zone');
    expect(refusal({ time: { unit: 'min', start: '2026-02-30T00:00' } })).toContain('time.start');
    expect(refusal({ sources: { patient: { first: 'see' } } })).toContain('sources.patient');
  });

  test('two who hold what the other waits for are a deadlock, named', () => {
    const model: HospitalModel = {
      ...CLINIC,
      resources: { bed: { capacity: 1 }, nurse: { capacity: 1 } },
      sources: { in: { replay: { at: [0] }, first: 'bed' }, out: { replay: { at: [0] }, first: 'nurse' } },
      nodes: {
        bed: { do: 'seize', units: { bed: 1 }, next: 'wash' },
        wash: { do: 'delay', time: 5, next: 'then nurse' },
        'then nurse': { do: 'seize', units: { nurse: 1 }, next: 'go' },
        nurse: { do: 'seize', units: { nurse: 1 }, next: 'note' },
        note: { do: 'delay', time: 5, next: 'then bed' },
        'then bed': { do: 'seize', units: { bed: 1 }, next: 'go' },
        go: { do: 'release', units: 'all' },
      },
    };
    expect(() => runHospital(readHospital(model), { seed: SEED })).toThrow(
      'deadlock: 2 wait for ever; in 0 holds bed and waits for nurse',
    );
  });

  test('a load above 1 is said, with the growth of the queue', () => {
    const model = readHospital({
      ...CLINIC,
      run: { until: 6000, replications: 4 },
      sources: { patient: { every: { dist: 'exponential', mean: 8 }, first: 'see' } },
    });
    const { warnings, loads } = runHospital(model, { seed: SEED });
    expect(loads[0]!.ratio).toBeCloseTo(1.25, 1);
    // an eighth of a patient a minute comes, a tenth is served
    expect(loads[0]!.growth).toBeCloseTo(0.025, 2);
    expect(warnings.map(({ kind }) => kind)).toEqual(['unstable']);
  });

  describe('what grows has no mean', () => {
    const busy = {
      ...CLINIC,
      run: { until: 6000, replications: 4 },
      sources: { patient: { every: { dist: 'exponential', mean: 8 }, first: 'see' } },
    };
    const [waits, resource] = ['wait of patient for see', 'doctor'];

    test('neither its wait nor its queue, nor the time of who comes by it; other figures have theirs', () => {
      const { figures, samples } = runHospital(readHospital(busy), { seed: SEED });
      for (const name of [
        waits,
        `queue for ${resource}`,
        'inside patient',
        'time of patient to done',
        ALL_WAITING,
      ]) {
        expect(figures[name]!.mean, name).toBeNaN();
        expect(figures[name]!.why, name).toContain('grows, no mean: doctor is offered 1.2');
        expect(samples[0]![name], name).toBeNaN();
      }
      expect(figures[`use of ${resource}`]!.mean).toBeGreaterThan(0.95);
      expect(figures['left patient as done']!.why).toBeUndefined();
    });

    test('it is not compared, ranked or run to a precision', () => {
      const model = readHospital(busy);
      const run = runHospital(model, { seed: SEED });
      expect(() => compareScenarios(run, run, [waits])).toThrow('is not compared: it grows, no mean');
      expect(() => rankBottlenecks(model, waits, { seed: SEED })).toThrow('grows, no mean');
      expect(() => runHospital(model, { seed: SEED, precision: { figure: waits, relative: 0.1 } })).toThrow(
        'grows, no mean',
      );
    });

    test('where patients give up, and in a run that is a whole day, it has one', () => {
      const { see, ...others } = CLINIC.nodes;
      const patient = { ...see, patience: 30 };
      const leaving = readHospital({ ...busy, nodes: { ...others, see: patient } });
      expect(runHospital(leaving, { seed: SEED }).figures[waits]!.mean).toBeLessThan(31);
      const day = readHospital({ ...busy, run: { ...busy.run, terminating: true } });
      const { figures, warnings } = runHospital(day, { seed: SEED });
      expect(figures[waits]!.mean).toBeGreaterThan(0);
      // its mean never stands for a steady state
      expect(figures[waits]!.bound).toMatch(/^of runs that end after .* has no steady state$/);
      expect(figures['left patient as done']!.bound).toBeUndefined();
      expect(warnings[0]!.text).toMatch(/grows by [\d.]+ per min as long as a run lasts.*no steady state/);
      expect(runHospital(day, { seed: SEED, until: 7000 }).figures[waits]!.mean).toBeNaN();
      expect(() => readHospital({ ...busy, run: { until: 9, warmUp: 1, terminating: true } })).toThrow(
        'warm-up',
      );
    });
  });

  test('a precision is kept, and a run can be cancelled', () => {
    const model = readHospital({
      ...CLINIC,
      run: { until: 3000 },
      sources: { patient: { every: { dist: 'exponential', mean: 20 }, first: 'see' } },
    });
    const figure = 'wait of patient for see';
    const run = runHospital(model, { seed: SEED, precision: { figure, relative: 0.05 } });
    const { mean, high } = run.figures[figure]!;
    expect((high - mean) / mean).toBeLessThan(0.055);
    expect(run.replications).toBeGreaterThan(10);
    expect(() => runHospital(model, { seed: SEED, signal: { aborted: true } })).toThrow('cancelled');
  });
});
