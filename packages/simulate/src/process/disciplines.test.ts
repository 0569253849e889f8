import { describe, expect, it } from 'vitest';
import { exponential } from './exponential.ts';
import { type Process, process } from './process-builder.ts';
import type { ProcessModel, ResourceDeclaration, SourceDeclaration } from './process-model.ts';
import { ProcessSimulation } from './process-simulation.ts';
import type { Step } from './step.ts';

/** Patients that each come once, want a doctor with a priority for a time, and leave. */
function visits(
  doctor: ResourceDeclaration,
  patients: readonly (readonly [name: string, at: number, priority: number, length: number])[],
  options: Partial<Step & { do: 'seize' }> = {},
): ProcessModel {
  const sources: Record<string, SourceDeclaration> = {};
  for (const [name, at, priority, length] of patients) {
    sources[name] = {
      at: [at],
      process: process()
        .seize({ doctor: 1 }, { ...options, priority })
        .delay(length)
        .release(),
    };
  }
  return { resources: { doctor }, sources };
}

/** When each patient left, by name. */
function leavings(model: ProcessModel, until = 1000): Readonly<Record<string, string>> {
  const simulation = new ProcessSimulation(model, { seed: '00000000000000ff' });
  simulation.advance(until);
  return Object.fromEntries(
    Object.entries(simulation.summary().sources).map(([name, { left }]) => {
      const [outcome, tally] = Object.entries(left)[0] ?? ['inside', { mean: Number.NaN }];
      const came = (model.sources[name]!.at ?? [0])[0]!;
      return [name, `${outcome} ${came + tally.mean}`];
    }),
  );
}

describe('pre-emption', () => {
  const three = [
    ['early', 0, 2, 10],
    ['late', 1, 2, 10],
    ['urgent', 4, 1, 3],
  ] as const;

  it('takes, of two doctors with patients of one priority, the one who began last; the other is not touched', () => {
    expect(leavings(visits({ capacity: 2, preemption: 'resume' }, three))).toEqual({
      early: 'done 10',
      late: 'done 14',
      urgent: 'done 7',
    });
  });

  it('takes from the least urgent first, even when it began first', () => {
    const patients = [['early', 0, 3, 10], ...three.slice(1)] as const;
    expect(leavings(visits({ capacity: 2, preemption: 'resume' }, patients))).toEqual({
      early: 'done 13',
      late: 'done 11',
      urgent: 'done 7',
    });
  });

  it('goes on with what was left, with the whole again, or with a time drawn anew', () => {
    const two = [three[0], three[2]];
    expect(leavings(visits({ capacity: 1, preemption: 'resume' }, two)).early).toBe('done 13');
    expect(leavings(visits({ capacity: 1, preemption: 'repeat' }, two)).early).toBe('done 17');
    const drawn: ProcessModel = {
      resources: { doctor: { capacity: 1, preemption: 'restart' } },
      sources: {
        early: { at: [0], process: process().seize({ doctor: 1 }, { priority: 2 }).delay(exponential(50)) },
        urgent: { at: [1], process: process().seize({ doctor: 1 }).delay(1) },
      },
    };
    const undisturbed = { ...drawn, sources: { early: drawn.sources.early! } };
    const [before, after] = [undisturbed, drawn].map((model) => Number(leavings(model).early!.split(' ')[1]));
    expect(before).toBeGreaterThan(1);
    expect(after).toBeGreaterThan(2);
    expect(after! - 2).not.toBeCloseTo(before!, 6);
  });

  it('sends back to the queue whom it interrupts, even when that is full, and counts him out of its limit', () => {
    const patients = [...three.slice(0, 1), ['waits', 2, 2, 1], three[2], ['refused', 5, 2, 1]] as const;
    expect(leavings(visits({ capacity: 1, preemption: 'resume', queueLimit: 1 }, patients))).toEqual({
      early: 'done 13',
      waits: 'done 14',
      urgent: 'done 7',
      refused: 'refused 5',
    });
  });

  it('leaves alone whoever is as urgent', () => {
    expect(leavings(visits({ capacity: 1, preemption: 'resume' }, [three[0], ['same', 4, 2, 1]]))).toEqual({
      early: 'done 10',
      same: 'done 11',
    });
  });

  it('takes both of two resources from one who holds both, and gives them back together', () => {
    const both = process().seize({ bed: 1, nurse: 1 }, { priority: 2 }).delay(10);
    const model: ProcessModel = {
      resources: { bed: { capacity: 1, preemption: 'resume' }, nurse: { capacity: 1, preemption: 'resume' } },
      sources: {
        early: { at: [0], process: both },
        urgent: { at: [4], process: process().seize({ nurse: 1, bed: 1 }, { priority: 1 }).delay(3) },
      },
    };
    expect(leavings(model)).toEqual({ early: 'done 13', urgent: 'done 7' });
  });
});

describe('a falling capacity', () => {
  const doctor = { times: [0, 5, 20], capacities: [2, 1, 2] };
  const two = [
    ['urgent', 0, 1, 10],
    ['other', 1, 2, 10],
  ] as const;

  it('waits for units to come back', () => {
    const patients = [...two, ['next', 6, 1, 1]] as const;
    expect(leavings(visits({ capacity: doctor }, patients))).toEqual({
      urgent: 'done 10',
      other: 'done 11',
      next: 'done 12',
    });
  });

  it('or sends back the least urgent, not the one who came first', () => {
    const falls: ResourceDeclaration = { capacity: doctor, preemption: 'resume', onFall: 'preempt' };
    expect(leavings(visits(falls, two))).toEqual({ urgent: 'done 10', other: 'done 16' });
  });
});

describe('a queue', () => {
  it('serves one whose patience ends at the very instant a doctor comes free', () => {
    const patients = [
      ['first', 0, 1, 5],
      ['patient', 1, 1, 1],
    ] as const;
    expect(leavings(visits({ capacity: 1 }, patients, { patience: 4 })).patient).toBe('done 6');
    expect(leavings(visits({ capacity: 1 }, patients, { patience: 3.5 })).patient).toBe('reneged 4.5');
  });

  it('serves by priority, then in order of coming, or the last first', () => {
    const patients = [
      ['first', 0, 1, 5],
      ['b', 1, 2, 1],
      ['c', 2, 2, 1],
      ['d', 3, 1, 1],
    ] as const;
    expect(leavings(visits({ capacity: 1 }, patients))).toMatchObject({
      d: 'done 6',
      b: 'done 7',
      c: 'done 8',
    });
    const last = leavings(visits({ capacity: 1, order: 'last-come' }, patients));
    expect(last).toMatchObject({ d: 'done 6', c: 'done 7', b: 'done 8' });
  });

  it('gives chair and nurse together or neither, so that two who name them in other orders do not block each other', () => {
    const treatment = (first: string, second: string) =>
      process()
        .seize({ [first]: 1, [second]: 1 })
        .delay(2)
        .release();
    const model: ProcessModel = {
      resources: { chair: { capacity: 1 }, nurse: { capacity: 1 } },
      sources: {
        a: { at: [0], process: treatment('chair', 'nurse') },
        b: { at: [0], process: treatment('nurse', 'chair') },
      },
    };
    expect(leavings(model)).toEqual({ a: 'done 2', b: 'done 4' });
  });

  it('lets nobody pass one who waits for more, unless overtaking is allowed', () => {
    const model = (overtaking: boolean): ProcessModel => ({
      resources: { nurse: { capacity: 2, overtaking } },
      sources: {
        one: { at: [0], process: process().seize({ nurse: 1 }).delay(10) },
        both: { at: [1], process: process().seize({ nurse: 2 }).delay(1) },
        small: { at: [2], process: process().seize({ nurse: 1 }).delay(1) },
      },
    });
    expect(leavings(model(false))).toEqual({ one: 'done 10', both: 'done 11', small: 'done 12' });
    expect(leavings(model(true))).toEqual({ one: 'done 10', both: 'done 11', small: 'done 3' });
  });

  it('may be left by those who find it too long', () => {
    const model: ProcessModel = {
      resources: { doctor: { capacity: 1 } },
      sources: {
        patient: { at: [0, 0, 0, 0], process: process().balk('doctor', 2).seize({ doctor: 1 }).delay(1) },
      },
    };
    const simulation = new ProcessSimulation(model, { seed: '00000000000000ff' });
    simulation.advance(10);
    const { left } = simulation.summary().sources.patient!;
    expect([left.balked!.count, left.done!.count]).toEqual([1, 3]);
  });
});

describe('a batch', () => {
  it('leaves when it is full or has waited long enough, and goes on as one', () => {
    const model: ProcessModel = {
      resources: { lift: { capacity: 1 } },
      sources: {
        visitor: {
          at: [0, 1, 2, 3],
          process: process().batch(3, { within: 5 }).seize({ lift: 1 }).delay(4).release().separate(),
        },
      },
    };
    const simulation = new ProcessSimulation(model, { seed: '00000000000000ff' });
    simulation.advance(100);
    const { left, waits } = simulation.summary().sources.visitor!;
    // three leave at 2 and are up at 6; the fourth leaves at 8 and is up at 12
    expect(left.done).toMatchObject({ count: 4, mean: (6 + 5 + 4 + 9) / 4 });
    expect(waits.lift!.count).toBe(2);
  });
});

describe('what cannot be run', () => {
  const bad = (steps: Process<string>, until = 10) => {
    const model: ProcessModel = {
      resources: { doctor: { capacity: 1 } },
      sources: { patient: { at: [0], process: steps } },
    };
    return () => leavings(model, until);
  };

  it.each([
    ['a negative delay', bad(process().delay(-1, 'triage')), /patient: triage, at time 0: a delay of -1/],
    ['an infinite delay', bad(process().delay(Infinity)), /patient: delay 1, at time 0: a delay of Infinity/],
    ['units not held', bad(process().release({ doctor: 1 })), /patient: release 1.*0 are held/],
    ['a circle', bad(process().label('a').go('a')), /patient: go 1.*1000000 steps took no time/],
    ['an unknown resource', bad(process().seize({ surgeon: 1 })), /patient: surgeon uses "surgeon"/],
    ['an unknown label', bad(process().go('home')), /patient: go 1 goes to "home"/],
    ['an attribute never set', bad(process().delay({ attribute: 'age' })), /reads the attribute "age"/],
    ['half a unit', bad(process().seize({ doctor: 0.5 })), /is about 0.5 units of "doctor"/],
    ['a mean of 0', bad(process().delay(exponential(0))), /exponential distribution of {"mean":0}/],
    [
      'two delays of one name',
      bad(process().delay(1, 'triage').delay(1, 'triage')),
      /patient: triage is the name of two steps/,
    ],
  ])('%s is refused, naming the step', (_name, run, message) => {
    expect(run).toThrow(message);
  });
});
