import { describe, expect, test } from 'vitest';
import { DormandPrince } from './dormand-prince.ts';
import type { Member } from './member.ts';
import type { OdeSystem, RightHandSide } from './ode-system.ts';
import { SolverFailure } from './solver-failure.ts';
import { trajectory } from './trajectory.ts';

const system = (states: readonly string[], rhs: RightHandSide): OdeSystem => ({ states, rhs });
const at = (y: readonly number[]): Member => ({
  y: Float64Array.from(y),
  yOffset: 0,
  p: new Float64Array(0),
  pOffset: 0,
  u: new Float64Array(0),
  uOffset: 0,
});

const decay = system(['y'], (_t, y, i, _p, _j, _u, _k, d, l) => {
  d[l] = -y[i]!;
});
const oscillator = system(['x', 'v'], (_t, y, i, _p, _j, _u, _k, d, l) => {
  d[l] = y[i + 1]!;
  d[l + 1] = -y[i]!;
});
const logistic = system(['N'], (_t, y, i, _p, _j, _u, _k, d, l) => {
  d[l] = y[i]! * (1 - y[i]!);
});
const tight = { relativeTolerance: 1e-12, absoluteTolerance: 1e-14 };

describe('analytic solutions', () => {
  test('decay: y = e^-t to nine digits of what is left after ten time constants', () => {
    const m = at([1]);
    new DormandPrince(decay, tight).advance(0, 10, m);
    expect(Math.abs(m.y[0]! / Math.exp(-10) - 1)).toBeLessThan(1e-9);
  });

  test('harmonic oscillator: back at the start after 20 periods, its energy kept', () => {
    const m = at([1, 0]);
    new DormandPrince(oscillator, tight).advance(0, 40 * Math.PI, m);
    expect(Math.abs(m.y[0]! - 1)).toBeLessThan(1e-9);
    expect(Math.abs(m.y[1]!)).toBeLessThan(1e-9);
  });

  test('logistic growth from 1 % follows the sigmoid at every time asked for, between steps too', () => {
    const times = Array.from({ length: 201 }, (_, i) => i * 0.1);
    const { rows } = trajectory(
      logistic,
      { initial: [0.01], times },
      { relativeTolerance: 1e-9, absoluteTolerance: 1e-12 },
    );
    times.forEach((t, i) => {
      expect(Math.abs(rows[i]! - 1 / (1 + 99 * Math.exp(-t)))).toBeLessThan(2e-8);
    });
  });

  test('the error stays within some tens of the tolerance, whatever the tolerance', () => {
    for (const tolerance of [1e-4, 1e-6, 1e-8, 1e-10]) {
      const m = at([1, 0]);
      new DormandPrince(oscillator, { relativeTolerance: tolerance, absoluteTolerance: tolerance }).advance(
        0,
        10,
        m,
      );
      const error = Math.hypot(m.y[0]! - Math.cos(10), m.y[1]! + Math.sin(10));
      expect(error).toBeLessThan(40 * tolerance);
    }
  });
});

describe('orders of convergence', () => {
  /** One run of fixed steps: tolerance so loose that every step is accepted, step so bounded that none is longer. */
  const errors = (steps: number): { end: number; between: number } => {
    const h = 2 / steps;
    const m = at([1, 0]);
    let between = 0;
    new DormandPrince(oscillator, {
      relativeTolerance: 1e6,
      absoluteTolerance: 1e6,
      firstStep: h,
      maximumStep: h,
    }).advance(0, 2, m, {
      visit: (step) => {
        for (const s of [0.2, 0.4, 0.6, 0.8]) {
          const t = step.start + s * (step.end - step.start);
          between = Math.max(between, Math.abs(step.value(0, t) - Math.cos(t)));
        }
      },
    });
    return { end: Math.hypot(m.y[0]! - Math.cos(2), m.y[1]! + Math.sin(2)), between };
  };

  test('the solution converges with order 5', () => {
    const order = Math.log2(errors(20).end / errors(40).end);
    expect(order).toBeGreaterThan(4.8);
    expect(order).toBeLessThan(5.4);
  });

  test('dense output: between steps the local error is of order 5, so the interpolant is of order 4', () => {
    const order = Math.log2(errors(20).between / errors(40).between);
    expect(order).toBeGreaterThan(3.8);
    expect(order).toBeLessThan(5.4);
  });

  test('dense output meets the solution and its slope at both ends of a step', () => {
    const m = at([1, 0]);
    let before = 1;
    new DormandPrince(oscillator).advance(0, 3, m, {
      visit: (step) => {
        expect(step.value(0, step.start)).toBeCloseTo(before, 14);
        before = step.value(0, step.end);
        const slope = (before - step.value(0, step.end - 1e-6)) / 1e-6;
        expect(Math.abs(slope - step.value(1, step.end))).toBeLessThan(1e-5);
      },
    });
    expect(m.y[0]).toBeCloseTo(before, 14);
  });
});

describe('breakpoints', () => {
  test('a drug given every 6 hours: each dose lands exactly, and the level is the superposition of all', () => {
    const times = [0, 6, 12, 18];
    const m = at([0]);
    const solver = new DormandPrince(decay, tight);
    const dose = (): void => {
      m.y[0]! += 100;
    };
    solver.advance(0, 24, m, { breakpoints: { times, act: dose } });
    const exact = times.reduce((sum, t) => sum + 100 * Math.exp(t - 24), 0);
    expect(Math.abs(m.y[0]! - exact)).toBeLessThan(1e-9);
  });

  test('an equation that switches by itself at a breakpoint is integrated to tolerance without one rejected step', () => {
    const ramp = system(['y'], (t, _y, _i, _p, _j, _u, _k, d, l) => {
      d[l] = t >= 1 ? 1e6 : 0;
    });
    const m = at([0]);
    const solver = new DormandPrince(ramp);
    solver.advance(0, 2, m, { breakpoints: { times: [1] } });
    expect(m.y[0]! / 1e6).toBeCloseTo(1, 12);
    expect(solver.counts.rejected).toBe(0);
  });

  test('a breakpoint at the end of one call acts at the start of the next, once', () => {
    const acted: number[] = [];
    const m = at([1]);
    const solver = new DormandPrince(decay);
    const breakpoints = { times: [1], act: (_i: number, t: number) => void acted.push(t) };
    solver.advance(0, 1, m, { breakpoints });
    expect(acted).toEqual([]);
    solver.advance(1, 2, m, { breakpoints });
    expect(acted).toEqual([1]);
  });
});

describe('failures name the state and the time, and keep the last good state', () => {
  const failure = (run: () => void): SolverFailure => {
    try {
      run();
    } catch (error) {
      if (error instanceof SolverFailure) return error;
      throw error;
    }
    throw new Error('it did not fail');
  };

  test('a solution that runs off to infinity: dy/dt = y^2 from 1 ends at t = 1', () => {
    const blowUp = system(['calm', 'wild'], (_t, y, i, _p, _j, _u, _k, d, l) => {
      d[l] = 0;
      d[l + 1] = y[i + 1]! * y[i + 1]!;
    });
    const m = at([0, 1]);
    const stopped = failure(() => new DormandPrince(blowUp).advance(0, 2, m));
    expect(stopped.code).toBe('solver.failed');
    expect(stopped.state).toBe('wild');
    expect(stopped.time).toBeCloseTo(1, 5);
    expect(['step-underflow', 'non-finite']).toContain(stopped.reason);
    expect(m.y[1]).toBeGreaterThan(1e5);
  });

  test('a derivative that is not a number from the start', () => {
    const root = system(['a', 'b'], (_t, y, i, _p, _j, _u, _k, d, l) => {
      d[l] = 1;
      d[l + 1] = Math.sqrt(y[i + 1]!);
    });
    const stopped = failure(() => new DormandPrince(root).advance(0, 1, at([0, -1])));
    expect([stopped.reason, stopped.state, stopped.time]).toEqual(['non-finite', 'b', 0]);
  });

  test('too many steps, and a step below the smallest allowed', () => {
    const fast = system(['slow', 'fast'], (t, y, i, _p, _j, _u, _k, d, l) => {
      d[l] = 1;
      d[l + 1] = -1e6 * (y[i + 1]! - Math.cos(t));
    });
    const many = failure(() => new DormandPrince(fast, { maximumSteps: 500 }).advance(0, 10, at([0, 0])));
    expect([many.reason, many.state]).toEqual(['too-many-steps', 'fast']);
    const small = failure(() => new DormandPrince(fast, { minimumStep: 1e-3 }).advance(0, 10, at([0, 0])));
    expect([small.reason, small.state]).toEqual(['step-underflow', 'fast']);
  });

  test('times out of order are refused', () => {
    expect(() => new DormandPrince(decay).advance(1, 0, at([1]))).toThrow(/from 1 to 0/);
    expect(() => new DormandPrince(decay).advance(0, Number.NaN, at([1]))).toThrow(/NaN/);
  });
});

test('a mildly stiff problem is solved to tolerance, with the steps its stability demands and not many more', () => {
  const stiff = system(['y'], (t, y, i, _p, _j, _u, _k, d, l) => {
    d[l] = -1000 * (y[i]! - Math.cos(t)) - Math.sin(t);
  });
  const m = at([0]);
  const solver = new DormandPrince(stiff, { relativeTolerance: 1e-6, absoluteTolerance: 1e-8 });
  solver.advance(0, 5, m);
  expect(Math.abs(m.y[0]! - Math.cos(5))).toBeLessThan(1e-5);
  expect(solver.counts.accepted).toBeLessThan(2500); // stability bound 3.3 / 1000 gives 1,515
});
