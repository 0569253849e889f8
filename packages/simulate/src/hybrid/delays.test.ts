// Delay differential equations, by the method of steps and beside another solver.
import { DDE } from 'dopri';
import { describe, expect, it } from 'vitest';
import { hybrid } from './fixtures/written-hybrid.ts';
import { simulateHybrid } from './simulate-hybrid.ts';

const TIGHT = { relativeTolerance: 1e-10, absoluteTolerance: 1e-12 };

/** y' = -y(t - 1), 1 before 0: the sum over k of (-1)^k (t - k + 1)^k / k! (method of steps). */
function steps(t: number): number {
  let sum = 0;
  let factorial = 1;
  for (let k = 0; k <= Math.floor(t) + 1; k++) {
    if (k > 0) factorial *= k;
    sum += ((-1) ** k * (t - k + 1) ** k) / factorial;
  }
  return sum;
}

describe('what something was', () => {
  it('drives a decay as the method of steps says', () => {
    const model = hybrid({ states: { y: ['1', '-past'] }, delays: { past: ['y', '1', 'y'] } });
    const times = Array.from({ length: 33 }, (_, i) => i / 4);
    const { rows } = simulateHybrid(model, { times, solver: TIGHT });
    for (const [i, t] of times.entries()) expect(Math.abs(rows[i]! - steps(t))).toBeLessThan(1e-9);
  });

  it('before the start is what the initial formula says of that time', () => {
    // y' = y(t - 1), e^t before 0: y = 1 + (e^t - 1) / e up to 1
    const model = hybrid({ states: { y: ['exp(t)', 'past'] }, delays: { past: ['y', '1', 'exp(t)'] } });
    const { rows } = simulateHybrid(model, { times: [0, 0.5, 1], solver: TIGHT });
    expect(rows[1]).toBeCloseTo(1 + (Math.exp(0.5) - 1) / Math.E, 8);
    expect(rows[2]).toBeCloseTo(1 + (Math.E - 1) / Math.E, 8);
  });

  it('makes blood cells oscillate as another solver finds (Mackey and Glass 1977)', () => {
    const model = hybrid({
      states: { y: ['1.2', '0.2 * past / (1 + past^10) - 0.1 * y'] },
      delays: { past: ['y', '17', 'y'] },
    });
    const times = Array.from({ length: 21 }, (_, i) => 5 * i);
    const { rows } = simulateHybrid(model, { times, solver: TIGHT });
    const solver = new DDE(
      (t, y, dydt, solution) => {
        const past = t < 17 ? 1.2 : solution(t - 17)[0]!;
        dydt[0] = (0.2 * past) / (1 + past ** 10) - 0.1 * y[0]!;
      },
      1,
      { atol: 1e-10, rtol: 1e-10, maxSteps: 100_000 },
    );
    solver.initialise(0, [1.2]);
    const other = solver.run(100)(times);
    for (const [i, [y]] of other.entries()) expect(Math.abs(rows[i]! - y!)).toBeLessThan(1e-7);
  });

  it('jumps a delay after it was made to jump', () => {
    const model = hybrid({
      states: { y: ['0', 'past'] },
      parameters: { on: '0' },
      delays: { past: ['on', '1.5', '0'] },
      events: { switch: { when: 't >= 1', set: { on: '2' } } },
    });
    const { rows } = simulateHybrid(model, { times: [0, 2.4, 2.5, 4], solver: TIGHT });
    expect(rows[2]).toBeCloseTo(0, 9);
    expect(rows[6]).toBeCloseTo(3, 6);
  });

  it('by a delay that shrinks to nothing is what it is now', () => {
    // of t itself, max(0, 2 - t) ago: 2 t - 2 up to 2, then t
    const model = hybrid({ states: { y: ['0', 'past'] }, delays: { past: ['t', 'max(0, 2 - t)', 't'] } });
    const { rows } = simulateHybrid(model, { times: [0, 1, 2, 3], solver: TIGHT });
    for (const [i, y] of [0, -1, 0, 2.5].entries()) expect(rows[i]).toBeCloseTo(y, 7);
  });

  it('may be of something delayed itself', () => {
    const model = hybrid({
      states: { y: ['0', '1'], z: ['0', 'twice'] },
      delays: { once: ['y', '1', '0'], twice: ['once', '1', '0'] },
    });
    const { rows } = simulateHybrid(model, { times: [0, 2, 4], solver: TIGHT });
    expect(rows[3]).toBeCloseTo(0, 7);
    expect(rows[5]).toBeCloseTo(2, 6);
  });

  it('into the future is refused', () => {
    const model = hybrid({ states: { y: ['1', 'past'] }, delays: { past: ['y', '1 - t', 'y'] } });
    expect(() => simulateHybrid(model, { times: [0, 3] })).toThrow(/is into the future/);
  });
});
