import { describe, expect, test } from 'vitest';
import type { DenseStep } from './dense-step.ts';
import { ExplicitStepper } from './explicit-stepper.ts';
import type { OdeSystem, RightHandSide } from './ode-system.ts';
import { SolverFailure } from './solver-failure.ts';
import type { SolverOptions } from './solver-options.ts';
import { trajectory } from './trajectory.ts';

const system = (states: readonly string[], rhs: RightHandSide): OdeSystem => ({ states, rhs });
const NONE = new Float64Array(0);
const stepperOf = (ode: OdeSystem, options: SolverOptions = {}): ExplicitStepper =>
  new ExplicitStepper(ode, NONE, NONE, options);

/** Steps on from where a stepper is. */
function carry(stepper: ExplicitStepper, to: number, visit?: (step: DenseStep) => void): ExplicitStepper {
  while (stepper.t < to) {
    const step = stepper.step(to);
    visit?.(step);
  }
  return stepper;
}

/** Steps from time 0. */
function solve(
  ode: OdeSystem,
  options: SolverOptions,
  y: readonly number[],
  to: number,
  visit?: (step: DenseStep) => void,
): ExplicitStepper {
  const stepper = stepperOf(ode, options);
  stepper.start(0, y);
  return carry(stepper, to, visit);
}

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
    const m = solve(decay, tight, [1], 10);
    expect(Math.abs(m.y[0]! / Math.exp(-10) - 1)).toBeLessThan(1e-9);
  });

  test('harmonic oscillator: back at the start after 20 periods, its energy kept', () => {
    const m = solve(oscillator, tight, [1, 0], 40 * Math.PI);
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
      const options = { relativeTolerance: tolerance, absoluteTolerance: tolerance };
      const m = solve(oscillator, options, [1, 0], 10);
      const error = Math.hypot(m.y[0]! - Math.cos(10), m.y[1]! + Math.sin(10));
      expect(error).toBeLessThan(40 * tolerance);
    }
  });
});

describe('orders of convergence', () => {
  /** One run of fixed steps: tolerance so loose that every step is accepted, step so bounded that none is longer. */
  const errors = (steps: number): { end: number; between: number } => {
    const h = 2 / steps;
    let between = 0;
    const loose = { relativeTolerance: 0.9, absoluteTolerance: 1e6, firstStep: h, maximumStep: h };
    const m = solve(oscillator, loose, [1, 0], 2, (step) => {
      for (const s of [0.2, 0.4, 0.6, 0.8]) {
        const t = step.start + s * (step.end - step.start);
        between = Math.max(between, Math.abs(step.value(0, t) - Math.cos(t)));
      }
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
    let before = 1;
    const m = solve(oscillator, {}, [1, 0], 3, (step) => {
      expect(step.value(0, step.start)).toBeCloseTo(before, 14);
      before = step.value(0, step.end);
      const slope = (before - step.value(0, step.end - 1e-6)) / 1e-6;
      expect(Math.abs(slope - step.value(1, step.end))).toBeLessThan(1e-5);
    });
    expect(m.y[0]).toBeCloseTo(before, 14);
  });
});

describe('starting again', () => {
  test('a drug given every 6 hours: each dose lands exactly, and the level is the superposition of all', () => {
    const times = [0, 6, 12, 18];
    const m = stepperOf(decay, tight);
    m.start(0, [0]);
    for (const t of times) {
      carry(m, t);
      m.start(t, [m.y[0]! + 100]);
    }
    carry(m, 24);
    const exact = times.reduce((sum, t) => sum + 100 * Math.exp(t - 24), 0);
    expect(Math.abs(m.y[0]! - exact)).toBeLessThan(1e-9);
  });

  test('an equation that switches where a stretch ends is integrated to tolerance without one rejected step', () => {
    const ramp = system(['y'], (t, _y, _i, _p, _j, _u, _k, d, l) => {
      d[l] = t >= 1 ? 1e6 : 0;
    });
    const m = stepperOf(ramp);
    m.start(0, [0]);
    carry(m, 1);
    m.start(1, m.y);
    carry(m, 2);
    expect(m.y[0]! / 1e6).toBeCloseTo(1, 12);
    expect(m.counts.rejected).toBe(0);
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
    const m = stepperOf(blowUp);
    m.start(0, [0, 1]);
    const stopped = failure(() => carry(m, 2));
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
    const stopped = failure(() => solve(root, {}, [0, -1], 1));
    expect([stopped.reason, stopped.state, stopped.time]).toEqual(['non-finite', 'b', 0]);
  });

  test('too many steps, and a step below the smallest allowed', () => {
    const fast = system(['slow', 'fast'], (t, y, i, _p, _j, _u, _k, d, l) => {
      d[l] = 1;
      d[l + 1] = -1e6 * (y[i + 1]! - Math.cos(t));
    });
    const many = failure(() => solve(fast, { maximumSteps: 500 }, [0, 0], 10));
    expect([many.reason, many.state]).toEqual(['too-many-steps', 'fast']);
    const small = failure(() => solve(fast, { minimumStep: 1e-3 }, [0, 0], 10));
    expect([small.reason, small.state]).toEqual(['step-underflow', 'fast']);
  });
});

test('a mildly stiff problem is solved to tolerance, with the steps its stability demands and not many more', () => {
  const stiff = system(['y'], (t, y, i, _p, _j, _u, _k, d, l) => {
    d[l] = -1000 * (y[i]! - Math.cos(t)) - Math.sin(t);
  });
  const m = solve(stiff, { relativeTolerance: 1e-6, absoluteTolerance: 1e-8 }, [0], 5);
  expect(Math.abs(m.y[0]! - Math.cos(5))).toBeLessThan(1e-5);
  expect(m.counts.accepted).toBeLessThan(2500); // stability bound 3.3 / 1000 gives 1,515
});
