// Implicit methods, switching, algebraic states.
import { describe, expect, it } from 'vitest';
import type { Equations } from '../graph/assemble-equations.ts';
import { compile } from '../graph/compile.ts';
import { compileNewton } from '../graph/compile-newton.ts';
import { compileRoutine } from '../graph/compile-routine.ts';
import { defineEquations } from '../graph/define-equations.ts';
import { equations } from '../graph/equations.ts';
import type { Expression } from '../graph/expression.ts';
import { makeStepper, type SolverMethod } from './make-stepper.ts';
import type { OdeSystem } from './ode-system.ts';
import { SolverFailure } from './solver-failure.ts';
import { trajectory } from './trajectory.ts';

/** y' = -5 (y - cos t) - sin t, whose solution from 1 is cos t. */
const follow = compile(
  equations({
    time: '1',
    states: { y: '1' },
    parameters: {},
    inputs: {},
    where: {},
    derivatives: { y: '-5 * (y - cos(t)) - sin(t)' },
    outputs: {},
  }),
  'generated',
);

const robertson: Equations = equations({
  time: '1',
  states: { A: '1', B: '1', C: '1' },
  parameters: {},
  inputs: {},
  where: {},
  derivatives: {
    A: '-0.04 * A + 1e4 * B * C',
    B: '0.04 * A - 1e4 * B * C - 3e7 * B^2',
    C: '3e7 * B^2',
  },
  outputs: {},
});

/** The error at the end, and of dense output in the middle of steps, when the step is held at h. */
function errorsAt(method: SolverMethod, h: number): readonly [end: number, between: number] {
  const options = { relativeTolerance: 0.5, absoluteTolerance: 1e3, maximumStep: h, firstStep: h };
  const stepper = makeStepper(follow, new Float64Array(0), new Float64Array(0), method, options);
  stepper.start(0, [1]);
  let between = 0;
  while (stepper.t < 2) {
    const step = stepper.step(2);
    const middle = step.start + 0.37 * (step.end - step.start);
    between = Math.max(between, Math.abs(step.value(0, middle) - Math.cos(middle)));
  }
  return [Math.abs(stepper.y[0]! - Math.cos(2)), between];
}

describe('the order of a method', () => {
  it.each([
    ['explicit', 5, 4],
    ['rodas4', 4, 4],
    ['stiff', 5, 4],
  ] as const)('%s is %d at the end of steps and at least %d - 1 between', (method, order, between) => {
    const [coarse, fine] = [errorsAt(method, 1 / 8), errorsAt(method, 1 / 32)];
    expect(Math.log2(coarse[0] / fine[0]) / 2).toBeGreaterThan(order - 0.35);
    expect(Math.log2(coarse[1] / fine[1]) / 2).toBeGreaterThan(between - 0.4);
  });
});

describe('stiff problems', () => {
  const system = compile(robertson, 'generated');
  const ROBER = [2.083340149701255e-8, 8.333360770334713e-14, 0.999999979166505];

  it.each(['stiff', 'rodas4', 'auto'] as const)('Robertson to 1e11 s by %s', (method) => {
    const options = { relativeTolerance: 1e-8, absoluteTolerance: 1e-14, maximumSteps: 1e6 };
    const { rows } = trajectory(system, { initial: [1, 0, 0], times: [0, 1e11], method }, options);
    ROBER.forEach((expected, i) => {
      expect(rows[3 + i]! / expected).toBeCloseTo(1, 6);
    });
  });

  it('are noticed, and cost a hundredth of what an explicit method would need', () => {
    const auto = trajectory(system, { initial: [1, 0, 0], times: [0, 40], method: 'auto' });
    const explicit = trajectory(system, { initial: [1, 0, 0], times: [0, 40], method: 'explicit' });
    expect(auto.counts.switches).toBe(1);
    expect(auto.counts.accepted * 50).toBeLessThan(explicit.counts.accepted);
  });

  it('are noticed at tight tolerances too, where steps hover below the limit of stability', () => {
    const options = { relativeTolerance: 1e-8, absoluteTolerance: 1e-14 };
    const request = { initial: [1, 0, 0], times: [0, 1e11] };
    const auto = trajectory(system, { ...request, method: 'auto' }, options);
    const stiff = trajectory(system, { ...request, method: 'stiff' }, options);
    expect(auto.counts.switches).toBe(1);
    expect(auto.counts.accepted).toBeLessThan(1.2 * stiff.counts.accepted);
  });

  it('are left again for cheap steps when they cease to be stiff, and a smooth problem never is', () => {
    // relaxes fast to sin t until t = 1, then only turns
    const passing = equations({
      time: '1',
      states: { x: '1', v: '1', z: '1' },
      parameters: {},
      inputs: {},
      where: {},
      derivatives: { x: 'v', v: '-x', z: 'if(t < 1, 1e5, 1) * (x - z)' },
      outputs: {},
    });
    const request = { initial: [0, 1, 0], times: [0, 60], method: 'auto' } as const;
    const { rows, counts } = trajectory(compile(passing, 'generated'), request, { relativeTolerance: 1e-8 });
    expect(counts.switches).toBe(2);
    expect(rows[3]).toBeCloseTo(Math.sin(60), 5);
    expect(counts.factorisations * 4).toBeLessThan(counts.accepted);
  });

  it('give the same bits from generated and interpreted code', () => {
    const request = { initial: [1, 0, 0], times: [0, 1, 100], method: 'auto' } as const;
    const interpreted = trajectory(compile(robertson, 'interpreted'), request);
    expect(interpreted.rows).toEqual(trajectory(system, request).rows);
  });
});

describe('large systems', () => {
  it('diffuse over 1,000 cells, eliminated in memory, as a series says', () => {
    const cells = Array.from({ length: 1000 }, (_, i) => `c${i + 1}`);
    const line = defineEquations(
      { time: '1', states: Object.fromEntries(cells.map((cell) => [cell, '1'])), parameters: {}, inputs: {} },
      (c, is) => {
        const neighbour = (i: number): Expression | number => c[cells[i]!] ?? 0;
        const derivatives = cells.map((cell, i) => [
          cell,
          is`${1001 ** 2} * (${neighbour(i - 1)} - 2 * ${c[cell]!} + ${neighbour(i + 1)})`,
        ]);
        return { derivatives: Object.fromEntries(derivatives), outputs: {} };
      },
    );
    const initial = cells.map((_, i) => Math.sin((Math.PI * (i + 1)) / 1001));
    const { rows, counts } = trajectory(compile(line, 'generated'), {
      initial,
      times: [0, 0.1],
      method: 'stiff',
    });
    // the first mode of the second difference decays alone
    const rate = (2 * 1001 * Math.sin(Math.PI / 2002)) ** 2;
    for (const i of [0, 250, 499, 999]) {
      expect(rows[1000 + i]! / (initial[i]! * Math.exp(-0.1 * rate))).toBeCloseTo(1, 5);
    }
    expect(counts.accepted).toBeLessThan(100);
  });
});

describe('algebraic states', () => {
  /** Robertson with the balance A + B + C = 1 in place of the third equation. */
  const states = ['A', 'B', 'C'];
  const { graph } = robertson;
  const symbols = states.map((name) => graph.named(name)!);
  const balance = graph.apply(
    'subtract',
    graph.apply('add', graph.apply('add', symbols[0]!, symbols[1]!), symbols[2]!),
    graph.constant(1),
  );
  const results = [robertson.derivatives[0]!, robertson.derivatives[1]!, balance];
  const algebraic = [false, false, true];
  const dae: OdeSystem = {
    states,
    algebraic,
    rhs: compileRoutine(results, 'generated'),
    newton: compileNewton(graph, symbols, results, 'generated', algebraic),
  };

  it('keep their balance, and the answer of the differential form', () => {
    const request = { initial: [1, 0, 0], times: [0, 0.4, 40, 4e5] };
    const options = { relativeTolerance: 1e-8, absoluteTolerance: 1e-12 };
    const { rows } = trajectory(dae, request, options);
    const plain = trajectory(compile(robertson, 'generated'), { ...request, method: 'stiff' }, options).rows;
    for (let row = 0; row < 4; row++) {
      const [A, B, C] = rows.subarray(3 * row, 3 * row + 3);
      expect(A! + B! + C!).toBeCloseTo(1, 12);
      expect(A).toBeCloseTo(plain[3 * row]!, 7);
    }
  });

  it('whose own equations do not mention them need pivoting: it is done, counted, and right', () => {
    const own = equations({
      time: '1',
      states: { x: '1', a: '1', b: '1' },
      parameters: {},
      inputs: {},
      where: {},
      // 0 = b - x^2, 0 = a - 2 b: a is not in the first, which stands in its place
      derivatives: { x: '-x', a: 'b - x^2', b: 'a - 2 * b' },
      outputs: {},
    });
    const kinds = [false, true, true];
    const order = ['x', 'a', 'b'].map((name) => own.graph.named(name)!);
    const system: OdeSystem = {
      states: own.states,
      algebraic: kinds,
      rhs: compileRoutine(own.derivatives, 'generated'),
      newton: compileNewton(own.graph, order, own.derivatives, 'generated', kinds),
    };
    const { rows, counts } = trajectory(system, { initial: [1, 2, 1], times: [0, 3] });
    expect(rows[3]! / Math.exp(-3)).toBeCloseTo(1, 5);
    expect(rows[4]! / (2 * Math.exp(-6))).toBeCloseTo(1, 5);
    expect(counts.pivoted).toBe(counts.factorisations);
  });

  it('are refused by an explicit method', () => {
    expect(() => trajectory(dae, { initial: [1, 0, 0], times: [0, 1], method: 'explicit' })).toThrow(
      /algebraic/,
    );
  });
});

describe('what cannot be integrated', () => {
  const growing = compile(
    equations({
      time: '1',
      states: { y: '1' },
      parameters: {},
      inputs: {},
      where: {},
      derivatives: { y: 'y * y' },
      outputs: {},
    }),
    'generated',
  );

  it.each(['auto', 'stiff', 'explicit'] as const)('is named with its state and time (%s)', (method) => {
    const run = (): unknown => trajectory(growing, { initial: [1], times: [0, 2], method });
    expect(run).toThrow(SolverFailure);
    expect(run).toThrow(/t = (1|0\.99).*state y/);
  });

  it('impossible tolerances are refused by name', () => {
    const run = (relativeTolerance: number): unknown =>
      trajectory(growing, { initial: [1], times: [0, 0.5] }, { relativeTolerance });
    expect(() => run(1e-20)).toThrow(/relativeTolerance/);
    expect(() => run(-1)).toThrow(/relativeTolerance/);
    expect(() => run(Number.NaN)).toThrow(/relativeTolerance/);
  });
});
