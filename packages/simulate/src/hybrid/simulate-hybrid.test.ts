// States that flow and jump: against closed forms, and where a run cannot go on.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileHybrid } from './compile-hybrid.ts';
import { hybrid } from './fixtures/written-hybrid.ts';
import { simulateHybrid } from './simulate-hybrid.ts';

const TIGHT = { relativeTolerance: 1e-10, absoluteTolerance: 1e-12 };

/** A ball dropped from 5 m at 10 m/s2 that keeps a share of its speed: it comes to rest at 1 + 2 e / (1 - e) s. */
const ball = (kept: number) =>
  hybrid({
    states: { h: ['5', 'v'], v: ['0', '-10'] },
    events: { bounce: { when: 'h <= 0', set: { v: `-${kept} * v` } } },
  });

describe('a bouncing ball', () => {
  it('bounces when the parabolas end', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.3, max: 1, noNaN: true }), (kept) => {
        const end = Math.min(3, 0.999 * (1 + (2 * kept) / (1 - kept)));
        const { events } = simulateHybrid(ball(kept), { times: [0, end], solver: TIGHT, method: 'explicit' });
        let at = 1;
        let speed = 10;
        for (const event of events.slice(0, 6)) {
          expect(event.at).toBeCloseTo(at, 8);
          speed *= kept;
          at += (2 * speed) / 10;
        }
        expect(events.length).toBeGreaterThanOrEqual(2);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it.each([0.3, 0.5, 0.7, 0.9])(
    'that would bounce without end before it rests is a failure that says so: %s kept',
    (kept) => {
      expect(() => simulateHybrid(ball(kept), { times: [0, 25], method: 'explicit' })).toThrow(
        expect.objectContaining({
          code: 'solver.failed',
          message: expect.stringMatching(/event "bounce" happens ever faster up to t = /),
        }),
      );
    },
  );

  it('is the same, byte for byte, each time and however it is executed', () => {
    const request = { times: [0, 0.5, 1, 1.7, 2.6], method: 'explicit' } as const;
    const first = simulateHybrid(ball(0.6), request, 'generated');
    for (const execution of ['generated', 'interpreted', 'wasm'] as const) {
      const again = simulateHybrid(ball(0.6), request, execution);
      expect(again.rows).toEqual(first.rows);
      expect(again.events).toEqual(first.events);
    }
  });

  it('compiled once runs from other heights, by name', () => {
    const model = compileHybrid(ball(0.5), 'generated');
    const at = (h: number): number =>
      simulateHybrid(model, { times: [0, 1.1], values: { h }, method: 'explicit' }).events[0]!.at;
    expect(at(5)).toBeCloseTo(1, 6);
    expect(at(0.8)).toBeCloseTo(0.4, 6);
    expect(at(5)).toBeCloseTo(1, 6);
  });
});

describe('algebraic and fast states', () => {
  it('index 1: what is held at 0 stays there, also where an event moves what it depends on', () => {
    const model = hybrid({
      states: { y: ['1', '-z'], z: ['0.5', 'z - y * y', 'algebraic'] },
      events: { refill: { when: 't >= 1', set: { y: '2' } } },
    });
    const times = [0, 0.5, 0.999, 1, 1.5, 3];
    const { rows } = simulateHybrid(model, { times, solver: TIGHT });
    times.forEach((t, i) => {
      const y = t < 1 ? 1 / (1 + t) : 1 / (0.5 + (t - 1));
      expect(rows[2 * i]).toBeCloseTo(y, 7);
      expect(rows[2 * i + 1]).toBeCloseTo(y * y, 7);
    });
  });

  it('fast: always at the rest that its flow leads to', () => {
    // of the three places where x^3 = x, the flow leads to -1 or 1
    const model = hybrid({
      states: { x: ['start', 'x - x^3', 'fast'], y: ['0', 'x'] },
      parameters: { start: '0.01' },
    });
    for (const [start, rest] of [
      [0.01, 1],
      [-0.01, -1],
    ] as const) {
      const { rows } = simulateHybrid(model, { times: [0, 2], values: { start } });
      expect(rows[3]).toBeCloseTo(rest, 6);
      expect(rows[4]).toBeCloseTo(2 * rest, 5);
    }
  });

  it('without a solution are named', () => {
    const model = hybrid({ states: { x: ['1', 'x * x + 1', 'algebraic'] } });
    expect(() => simulateHybrid(model, { times: [0, 1] })).toThrow(/state x/);
  });
});

describe('a run', () => {
  it('says when a constraint ceased to hold, once', () => {
    const { violated } = simulateHybrid(
      hybrid({ states: { x: ['1', 'x'] }, constraints: { small: 'x < 2' } }),
      { times: [0, 3] },
    );
    expect(violated.map(({ name }) => name)).toEqual(['small']);
    expect(violated[0]!.at).toBeGreaterThanOrEqual(Math.log(2));
  });

  it('ends when it is cancelled', () => {
    let looks = 0;
    const signal = {
      get aborted() {
        return ++looks > 3;
      },
    };
    const model = hybrid({ states: { x: ['0', 'sin(50 * t)'] } });
    expect(() => simulateHybrid(model, { times: [0, 1e4], signal })).toThrow(
      expect.objectContaining({ code: 'run.cancelled' }),
    );
    expect(looks).toBe(4);
  });

  it.each([
    ['times that fall', { times: [0, 2, 1] }, 'usage', /time 1 follows 2/],
    ['a name that is not there', { times: [0], values: { z: 1 } }, 'model.invalid', /no "z"/],
    ['a seed that is none', { times: [0], seed: 'x' }, 'usage', /"x" is not a random seed/],
  ])('refuses %s', (_, request, code, message) => {
    const model = hybrid({ states: { x: ['1', 'x'] } });
    expect(() => simulateHybrid(model, request)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('refuses initial values that need each other', () => {
    const model = hybrid({ parameters: { a: 'b + 1', b: 'c', c: 'a' } });
    expect(() => simulateHybrid(model, { times: [0] })).toThrow(/initial value of "a" depends on itself/);
  });

  it('evaluates initial values in the order in which they need each other, and overrides among them', () => {
    const model = hybrid({ parameters: { a: 'b + 1', b: '2 * c', c: '3' }, states: { x: ['a * t', '0'] } });
    expect([...simulateHybrid(model, { times: [10] }).rows]).toEqual([70, 7, 6, 3]);
    expect([...simulateHybrid(model, { times: [10], values: { b: 1 } }).rows]).toEqual([20, 2, 1, 3]);
  });

  it('of nothing but parameters jumps at its times', () => {
    const model = hybrid({
      parameters: { n: '0' },
      events: { tick: { when: 't - floor(t) < 0.5', set: { n: 'n + 1' } } },
    });
    const { rows, events } = simulateHybrid(model, { times: [0, 0.9, 1.9, 2.9] });
    expect([...rows]).toEqual([1, 1, 2, 3]);
    expect(events.map(({ at }) => at)).toEqual([0, 1, 2]);
  });
});
