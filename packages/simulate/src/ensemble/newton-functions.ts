import type { NewtonRoutines } from '../graph/newton-routines.ts';
import type { SparseExpressions } from '../graph/sparse-jacobian.ts';
import type { ModuleBuilder } from '../wasm/module-builder.ts';
import type { FunctionReference } from '../wasm/references.ts';
import { type MemoryLayout, PAIR_BYTES } from './memory-layout.ts';
import type { ModelFunctions, ModelWriter } from './model-functions.ts';

/** Residual, relative to the terms it is made of, above which a solution without pivoting is not believed. */
const BELIEVED = 1e-7;

/** What an implicit method needs beside: Newton matrices of both members, factorised and solved with. */
export interface NewtonFunctions extends ModelFunctions {
  /** Factors of the matrix at the step in the layout, and the Jacobian: (t, address of y). */
  readonly factorise: FunctionReference;
  /** Solves for the right-hand side in the layout, and makes sure that this matrix can be solved with: (address of x). */
  readonly solveFirst: FunctionReference;
  /** Solves with a matrix solved with before: (address of x). */
  readonly solve: FunctionReference;
  /** Partial derivative by time, of equations that name it: (t, address of y, address of results). */
  readonly timeDerivative?: FunctionReference;
}

/** Where a module asks for elimination with pivoting: functions from outside, to be declared before any other. */
export interface PivotingImports {
  readonly factor: FunctionReference;
  readonly solve: FunctionReference;
}

/** Declares the functions that eliminate with pivoting. */
export function pivotingImports(module: ModuleBuilder): PivotingImports {
  return {
    factor: module.import(['pivoting', 'factor'], { parameters: [], results: [] }),
    solve: module.import(['pivoting', 'solve'], { parameters: ['i32'], results: [] }),
  };
}

/**
 * Writes the linear algebra of an implicit method. Straight-line elimination does not pivot; so the first solution by each
 * factorisation is put back into the matrix, and where it does not fit, this matrix is eliminated anew with pivoting, outside.
 */
export function writeNewton(
  module: ModuleBuilder,
  layout: MemoryLayout,
  writer: ModelWriter,
  model: ModelFunctions,
  routines: NewtonRoutines,
  jacobian: SparseExpressions,
  pivoting: PivotingImports,
): NewtonFunctions {
  const taken = module.global('i32', 0);
  const all = writer.function('factoriseBoth', [...routines.factorise.results, ...jacobian.entries]);
  const straight = writer.function('solveStraight', routines.solve.results);
  const fits = writeFit(module, layout, jacobian);
  const factorise = module.function(
    'factorise',
    { parameters: ['f64', 'i32'], results: [] },
    (code, t, y) => {
      code.i32(0).setGlobal(taken).get(t).get(y).i32(layout.factors).call(all);
    },
  );
  const solve = module.function('solve', { parameters: ['i32'], results: [] }, (code, x) => {
    code.getGlobal(taken).if(
      () => code.get(x).call(pivoting.solve),
      () => code.f64(0).i32(0).get(x).call(straight),
    );
  });
  const solveFirst = module.function('solveFirst', { parameters: ['i32'], results: [] }, (code, x) => {
    code.f64(0).i32(0).get(x).call(straight).get(x).call(fits).op('i32.eqz');
    code.if(() => {
      code.i32(1).setGlobal(taken).call(pivoting.factor).get(x).call(pivoting.solve);
    });
  });
  const dated = routines.timeDerivative.results.some((node) => node.kind !== 'constant' || node.value !== 0);
  return {
    ...model,
    factorise,
    solve,
    solveFirst,
    ...(dated ? { timeDerivative: writer.function('timeDerivative', routines.timeDerivative.results) } : {}),
  };
}

/** Writes `fits`: whether x solves (s - J) x = right for both members. (address of x) -> truth. */
function writeFit(
  module: ModuleBuilder,
  { step, right, jacobian }: MemoryLayout,
  { rows, starts, column }: SparseExpressions,
): FunctionReference {
  return module.function('fits', { parameters: ['i32'], results: ['i32'] }, (code, x) => {
    const [off, size, sum, scale, term] = ['off', 'size', 'sum', 'scale', 'term'].map(() =>
      code.local('v128'),
    );
    const load = (base: number, index: number): void => {
      code.i32(0).memory('v128.load', base + PAIR_BYTES * index);
    };
    for (let i = 0; i < rows; i++) {
      load(step, 0);
      code
        .get(x)
        .memory('v128.load', PAIR_BYTES * i)
        .op('f64x2.mul')
        .tee(sum!)
        .op('f64x2.abs');
      load(right, i);
      code.op('f64x2.abs', 'f64x2.add').set(scale!);
      for (let e = starts[i]!; e < starts[i + 1]!; e++) {
        code.get(sum!);
        load(jacobian, e);
        code
          .get(x)
          .memory('v128.load', PAIR_BYTES * column[e]!)
          .op('f64x2.mul')
          .tee(term!);
        code.op('f64x2.sub').set(sum!);
        code.get(scale!).get(term!).op('f64x2.abs', 'f64x2.add').set(scale!);
      }
      code.get(sum!);
      load(right, i);
      code.op('f64x2.sub', 'f64x2.abs').get(off!).op('f64x2.max').set(off!);
      code.get(scale!).get(size!).op('f64x2.max').set(size!);
    }
    code.get(off!).get(size!).f64x2(BELIEVED).op('f64x2.mul', 'f64x2.le', 'i64x2.all_true');
  });
}
