// A process of its own for one integer program: HiGHS computes without yielding, and a process can be ended without harm to others.
import type { IntegerProgram, IntegerSolution } from '@twinward/contract';
import highsModule from 'highs';

/** What the process is given. */
export interface IntegerTask {
  readonly program: IntegerProgram;
  readonly seconds: number;
  readonly gap: number;
}

/** Progress while it searches, then the solution. */
export type IntegerNews =
  | { readonly kind: 'progress'; readonly gap: number; readonly objective: number }
  | { readonly kind: 'solved'; readonly solution: IntegerSolution };

/** Its types describe it as CommonJS, but Node loads its ES module, whose default is the function itself. */
const loadHighs = highsModule as unknown as typeof highsModule.default;

/** Seconds between two tellings of progress. */
const PAUSE = 0.2;

const NOTHING: IntegerSolution = {
  status: 'none-found',
  objective: Number.NaN,
  bound: Number.NEGATIVE_INFINITY,
  gap: Number.POSITIVE_INFINITY,
  x: [],
};

process.once('message', async (task: IntegerTask) => {
  say({ kind: 'solved', solution: await solve(task) });
});

async function solve({ program, seconds, gap }: IntegerTask): Promise<IntegerSolution> {
  const highs = await loadHighs();
  const { modelStatus, variableType, callbackType } = highs.constants;
  const { columns, rows } = program;
  const starts = [0];
  for (const row of rows) starts.push(starts.at(-1)! + row.columns.length);
  const problem = {
    numCols: columns.length,
    numRows: rows.length,
    sense: highs.constants.objectiveSense.minimize,
    colCost: Float64Array.from(columns, ({ cost }) => cost),
    colLower: Float64Array.from(columns, ({ lower }) => lower),
    colUpper: Float64Array.from(columns, ({ upper }) => upper),
    integrality: columns.map(({ whole }) => (whole ? variableType.integer : variableType.continuous)),
    rowLower: Float64Array.from(rows, ({ lower }) => lower),
    rowUpper: Float64Array.from(rows, ({ upper }) => upper),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: columns.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(rows.flatMap((row) => row.columns)),
      values: Float64Array.from(rows.flatMap((row) => row.weights)),
    },
  };
  return highs.withModel(problem, (model): IntegerSolution => {
    model.options.set({
      output_flag: false,
      time_limit: seconds,
      mip_rel_gap: gap,
      mip_abs_gap: 1e-6,
      random_seed: 1,
    });
    let told = Number.NEGATIVE_INFINITY;
    model.run({
      [callbackType.mipInterrupt](event) {
        const { running_time = 0, mip_gap, mip_primal_bound } = event.data;
        if (running_time - told < PAUSE || !Number.isFinite(mip_gap)) return;
        told = running_time;
        say({ kind: 'progress', gap: mip_gap!, objective: mip_primal_bound! });
      },
    });
    const status = model.getModelStatus();
    if (status === modelStatus.infeasible)
      return { ...NOTHING, status: 'infeasible', bound: Number.POSITIVE_INFINITY };
    const { colValue } = model.getSolution();
    const objective = model.getObjectiveValue();
    const bound = Number(model.info.get('mip_dual_bound'));
    const found = colValue.length === columns.length && obeys(program, colValue);
    if (!found) return NOTHING;
    const whole = columns.some((column) => column.whole);
    const left = whole && objective !== 0 ? Math.max(0, (objective - bound) / Math.abs(objective)) : 0;
    const optimal = status === modelStatus.optimal;
    return {
      status: optimal ? 'optimal' : 'feasible',
      objective,
      bound: whole ? bound : objective,
      gap: optimal && left < 1e-9 ? 0 : left,
      x: [...colValue].map((value, j) => (columns[j]!.whole ? Math.round(value) : value)),
    };
  });
}

/** A solver that ran out of time may hold a point that is none. */
function obeys({ columns, rows }: IntegerProgram, x: ArrayLike<number>): boolean {
  const slack = 1e-5;
  return (
    columns.every(({ lower, upper }, j) => x[j]! >= lower - slack && x[j]! <= upper + slack) &&
    rows.every((row) => {
      const sum = row.columns.reduce((total, column, n) => total + row.weights[n]! * x[column]!, 0);
      return sum >= row.lower - slack && sum <= row.upper + slack;
    })
  );
}

function say(news: IntegerNews): void {
  process.send?.(news);
}
