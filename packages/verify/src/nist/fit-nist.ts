import { levenbergMarquardt, type Optimum } from '@twinward/estimate';
import { compileRoutine, differentiate } from '@twinward/simulate';
import type { NistProblem } from './nist-problem.ts';

/** First steps tried from each start: the usual one, then two more careful ones. */
const REACH = [100, 1, 0.1];

/** Fits a problem from one of its starts by least squares, with derivatives from its formula. */
export function fitNist(problem: NistProblem, start: number): Optimum {
  const { graph, parameters, prediction, response, rows } = problem;
  const n = parameters.length;
  const slopes = parameters.map(({ name }) => {
    return differentiate(graph, prediction, graph.named(name)!) ?? graph.constant(0);
  });
  const model = compileRoutine([prediction], 'generated');
  const derivative = compileRoutine(slopes, 'generated');
  const observe = compileRoutine([response], 'generated');
  const none = new Float64Array(0);
  const observed = new Float64Array(rows.length);
  for (const [i, row] of rows.entries()) observe(0, none, 0, none, 0, row, 0, observed, i);
  return levenbergMarquardt(
    {
      count: rows.length,
      residuals: (x, out) => {
        for (const [i, row] of rows.entries()) {
          model(0, none, 0, x, 0, row, 0, out, i);
          out[i] = out[i]! - observed[i]!;
        }
      },
      jacobian: (x, out) => {
        for (const [i, row] of rows.entries()) derivative(0, none, 0, x, 0, row, 0, out, i * n);
      },
    },
    parameters.map(({ starts }) => starts[start]!),
    { reach: REACH },
  );
}
