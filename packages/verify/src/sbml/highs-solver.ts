import { TwinwardError } from '@twinward/contract';
import type { LinearSolution, LinearSolver } from '@twinward/simulate/sbml';
import highsModule from 'highs';

/** Its types describe it as CommonJS, but Node loads its ES module, whose default is the function itself. */
const loadHighs = highsModule as unknown as typeof highsModule.default;

/** Linear programs by HiGHS (Huangfu and Hall 2018, doi:10.1007/s12532-017-0130-5), compiled to WebAssembly. */
export async function highsSolver(): Promise<LinearSolver> {
  const highs = await loadHighs();
  const { modelStatus, objectiveSense } = highs.constants;
  return ({ sense, costs, lower, upper, starts, columns, values }) => {
    const numRows = starts.length - 1;
    const numCols = costs.length;
    const balanced = new Float64Array(numRows);
    const problem = {
      numCols,
      numRows,
      sense: sense === 'maximise' ? objectiveSense.maximize : objectiveSense.minimize,
      colCost: costs,
      colLower: lower,
      colUpper: upper,
      rowLower: balanced,
      rowUpper: balanced,
      matrix: { format: 'csr' as const, numRows, numCols, starts, indices: columns, values },
    };
    return highs.withModel(problem, (model): LinearSolution => {
      // without presolve, an infeasible program is told from an unbounded one
      model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });
      model.run();
      const status = model.getModelStatus();
      if (status === modelStatus.infeasible) return { status: 'infeasible', objective: Number.NaN, x: [] };
      if (status === modelStatus.unbounded) return { status: 'unbounded', objective: Number.NaN, x: [] };
      if (status !== modelStatus.optimal) {
        throw new TwinwardError('solver.failed', `the linear program ended with HiGHS status ${status}`);
      }
      return {
        status: 'optimal',
        objective: model.getObjectiveValue(),
        x: model.getSolution().colValue,
      };
    });
  };
}
