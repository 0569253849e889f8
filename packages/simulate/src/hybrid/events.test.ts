// Triggers, delays, priorities, persistence and chance among events (SBML Level 3 Version 2, section 4.12.6).
import { describe, expect, it } from 'vitest';
import { hybrid, type WrittenEvent } from './fixtures/written-hybrid.ts';
import { simulateHybrid } from './simulate-hybrid.ts';

const run = (
  events: Readonly<Record<string, WrittenEvent>>,
  times: readonly number[],
  { seed = '0000000000000000', member = 0 } = {},
) => simulateHybrid(hybrid({ states: { x: ['1', '0'], y: ['0', '1'] }, events }), { times, seed, member });

describe('an event', () => {
  it('with a delay is carried out by the priority of what is due, not by when it was triggered', () => {
    const { events, rows } = run(
      {
        early: { when: 'y >= 1', after: '1', priority: '1', set: { x: '10 * x' } },
        late: {
          when: 'y >= 1.5',
          after: '0.5',
          priority: '2',
          set: { x: 'x + 1' },
          useValuesFromTriggerTime: false,
        },
      },
      [0, 1.9, 2],
    );
    expect(events.map(({ name }) => name)).toEqual(['late', 'early']);
    for (const { at } of events) expect(at).toBeCloseTo(2, 12);
    // early had settled 10 x when it was triggered
    expect(rows[2]).toBe(1);
    expect(rows[4]).toBe(10);
  });

  it('takes the values of its trigger, or those of its time', () => {
    const event = { when: 'y >= 1', after: '2', set: { x: 'y' } };
    const settled = run({ event }, [0, 4]).rows[2]!;
    const later = run({ event: { ...event, useValuesFromTriggerTime: false } }, [0, 4]).rows[2]!;
    expect(settled).toBeCloseTo(1, 9);
    expect(later).toBeCloseTo(3, 9);
  });

  it('that does not persist is forgotten when its trigger is false again before it is due', () => {
    const brief = { when: 'if(y >= 1, y < 1.3, 0)', after: '0.5', set: { x: '5' } };
    expect(run({ brief: { ...brief, persistent: false } }, [0, 3]).events).toEqual([]);
    const { events } = run({ brief }, [0, 3]);
    expect(events).toHaveLength(1);
    expect(events[0]!.at).toBeCloseTo(1.5, 9);
  });

  it('true at the start happens then, if it is taken to have been false before', () => {
    const event = { when: 'y >= 0', set: { x: '7' } };
    expect(run({ event }, [0]).events).toEqual([{ name: 'event', at: 0 }]);
    expect(run({ event }, [0]).rows[0]).toBe(7);
    expect(run({ event: { ...event, initialValue: true } }, [0, 1]).events).toEqual([]);
  });

  it('sets off others at once, and is set off again only after it was false', () => {
    const { events } = run(
      {
        second: { when: 'x >= 2', set: { x: '3' } },
        first: { when: 'y >= 1', set: { x: '2' } },
        third: { when: 'x >= 3', set: { x: '1' } },
      },
      [0, 5],
    );
    expect(events.map(({ name }) => name)).toEqual(['first', 'second', 'third']);
    expect(new Set(events.map(({ at }) => at)).size).toBe(1);
  });

  it('triggered while it waits waits twice', () => {
    const { events } = run(
      {
        pulse: {
          when: 'y - 0.5 * floor(2 * y) < 0.25',
          after: '2',
          set: { x: 'x + 1' },
          initialValue: true,
          useValuesFromTriggerTime: false,
        },
      },
      [0, 4.1],
    );
    expect(events.map(({ at }) => Math.round(at * 1e9) / 1e9)).toEqual([2.5, 3, 3.5, 4]);
  });

  it('that never ceases is a failure that names it', () => {
    const flip = { up: { when: 'x < 0.5', set: { x: '1' } }, down: { when: 'x > 0.5', set: { x: '0' } } };
    expect(() => run(flip, [0, 1])).toThrow(
      expect.objectContaining({
        code: 'solver.failed',
        message: expect.stringMatching(/event "(up|down)" goes on triggering at t = 0/),
      }),
    );
  });

  it('with a delay into the past is a failure that names it', () => {
    expect(() => run({ odd: { when: 'y >= 1', after: '0.5 - y', set: { x: '1' } } }, [0, 2])).toThrow(
      /delay of event "odd" is -0\.5/,
    );
  });
});

describe('events of equal priority', () => {
  /** 2 (x + 1) or 2 x + 1, of x = 1. */
  const tied = {
    double: { when: 'y >= 1', set: { x: '2 * x' }, useValuesFromTriggerTime: false },
    increase: { when: 'y >= 1', set: { x: 'x + 1' }, useValuesFromTriggerTime: false },
  };

  it('go in an order that chance decides, fairly', () => {
    let doubledFirst = 0;
    for (let member = 0; member < 400; member++) {
      const x = run(tied, [0, 2], { seed: '00000000000000ff', member }).rows[2]!;
      expect([3, 4]).toContain(x);
      if (x === 3) doubledFirst += 1;
    }
    expect(Math.abs(doubledFirst - 200)).toBeLessThan(3 * 10);
  });

  it('go in the order of the seed, each time', () => {
    const orders = [...'123456789abcdef'].map((digit) => {
      const seed = digit.padStart(16, '0');
      const first = run(tied, [0, 2], { seed });
      expect(run(tied, [0, 2], { seed })).toEqual(first);
      return first.events.map(({ name }) => name).join(' ');
    });
    expect(new Set(orders).size).toBe(2);
  });

  it('go before those of lower and after those of higher priority, whatever the seed', () => {
    for (let member = 0; member < 20; member++) {
      const { events } = run(
        {
          last: { when: 'y >= 1', priority: '-1', set: { x: 'x' } },
          one: { when: 'y >= 1', priority: '0', set: { x: 'x' } },
          two: { when: 'y >= 1', priority: '0', set: { x: 'x' } },
          first: { when: 'y >= 1', priority: 'y + 5', set: { x: 'x' } },
          unranked: { when: 'y >= 1', set: { x: 'x' } },
        },
        [0, 2],
        { member },
      );
      const names = events.map(({ name }) => name);
      expect([names[0], names[3], names[4]]).toEqual(['first', 'last', 'unranked']);
    }
  });
});
