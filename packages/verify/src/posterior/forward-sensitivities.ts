import {
  compileRoutine,
  differentiate,
  type Equations,
  type Execution,
  type Expression,
  type OdeSystem,
} from '@twinward/simulate';

/**
 * The equations with the derivatives of their states with respect to some parameters beside them: S' = df/dy S + df/dp, all
 * symbolic. States first, then for each parameter in turn its column of S [states].
 */
export function forwardSensitivities(
  { graph, states, derivatives }: Equations,
  parameters: readonly string[],
  execution: Execution,
): OdeSystem {
  const named = parameters.map((parameter) =>
    states.map((state) => ({
      name: `${state}_${parameter}`,
      symbol: graph.symbol('state', `${state}_${parameter}`, '1'),
    })),
  );
  const slopes = parameters.flatMap((parameter, p) =>
    derivatives.map((derivative) => {
      const terms: Expression[] = states.flatMap((state, j) => {
        const slope = differentiate(graph, derivative, graph.named(state)!);
        return slope === null ? [] : [graph.apply('multiply', slope, named[p]![j]!.symbol)];
      });
      const direct = differentiate(graph, derivative, graph.named(parameter)!);
      if (direct !== null) terms.push(direct);
      return terms.reduce((sum, term) => graph.apply('add', sum, term), graph.constant(0));
    }),
  );
  return {
    states: [...states, ...named.flatMap((column) => column.map(({ name }) => name))],
    rhs: compileRoutine([...derivatives, ...slopes], execution),
  };
}
