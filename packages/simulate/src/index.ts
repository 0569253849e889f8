export { atan } from './elementary/atan.ts';
export { cos } from './elementary/cos.ts';
export type { ElementaryFunction } from './elementary/elementary-function.ts';
export { exp } from './elementary/exp.ts';
export { expm1 } from './elementary/expm1.ts';
export { inverseNormal } from './elementary/inverse-normal.ts';
export { log } from './elementary/log.ts';
export { pow } from './elementary/pow.ts';
export { sin } from './elementary/sin.ts';
export { tan } from './elementary/tan.ts';
export { tanh } from './elementary/tanh.ts';
export { ElementaryArrays } from './elementary/wasm/elementary-arrays.ts';
export {
  Ensemble,
  type EnsembleCourse,
  type EnsembleOptions,
  type EnsembleResult,
} from './ensemble/ensemble.ts';
export type { EnsembleArrays } from './ensemble/ensemble-arrays.ts';
export type { EnsembleMethod, EnsembleProgram } from './ensemble/ensemble-program.ts';
export type { EnsembleRequest } from './ensemble/ensemble-request.ts';
export type { EnsembleRun, MemberFailure } from './ensemble/ensemble-run.ts';
export { type EnsemblePart, type EnsembleUnit, runEnsembleUnit } from './ensemble/ensemble-unit.ts';
export type { MemberChange } from './ensemble/member-change.ts';
export { EventCalendar, type EventHandle } from './event/event-calendar.ts';
export type { Equations } from './graph/assemble-equations.ts';
export { type CompiledEquations, compile } from './graph/compile.ts';
export { compileNewton } from './graph/compile-newton.ts';
export { compileRoutine, type Execution } from './graph/compile-routine.ts';
export type { DeclaredSymbols } from './graph/declare-symbols.ts';
export { defineEquations, type EquationParts, type EquationTemplate } from './graph/define-equations.ts';
export { differentiate } from './graph/differentiate.ts';
export { type EquationsDeclaration, equations } from './graph/equations.ts';
export type { Expression, SymbolRole } from './graph/expression.ts';
export { ExpressionGraph } from './graph/expression-graph.ts';
export { generateJavaScript } from './graph/generate-javascript.ts';
export { interpret } from './graph/interpret.ts';
export { type NewtonRoutines, newtonRoutines } from './graph/newton-routines.ts';
export type { Operation } from './graph/operation.ts';
export { parseExpression } from './graph/parse-expression.ts';
export { printExpression } from './graph/print-expression.ts';
export type { Routine, RoutineCode } from './graph/routine.ts';
export { sensitivityEquations } from './graph/sensitivity-equations.ts';
export { type SparseExpressions, sparseJacobian } from './graph/sparse-jacobian.ts';
export { type CompiledHybrid, compileHybrid } from './hybrid/compile-hybrid.ts';
export type * from './hybrid/hybrid-model.ts';
export { initialValuesOf } from './hybrid/initial-values-of.ts';
export {
  type EventRecord,
  type HybridRequest,
  type HybridTrajectory,
  simulateHybrid,
} from './hybrid/simulate-hybrid.ts';
export { smoothEquations } from './hybrid/smooth-equations.ts';
export { whyItJumps } from './hybrid/why-it-jumps.ts';
export type { DenseStep } from './ode/dense-step.ts';
export { makeStepper, type SolverMethod } from './ode/make-stepper.ts';
export type { Member } from './ode/member.ts';
export type { NewtonCode } from './ode/newton-code.ts';
export type { OdeSystem, RightHandSide } from './ode/ode-system.ts';
export { RODAS4, RODAS5P, type RosenbrockMethod } from './ode/rosenbrock-method.ts';
export { SolverFailure, type SolverFailureReason } from './ode/solver-failure.ts';
export type { SolverOptions } from './ode/solver-options.ts';
export { SparseElimination } from './ode/sparse-elimination.ts';
export type { StepCounts, Stepper } from './ode/stepper.ts';
export { type Trajectory, type TrajectoryRequest, trajectory } from './ode/trajectory.ts';
export { eventHistory } from './process/event-history.ts';
export { type EventLogColumns, eventLogBytes } from './process/event-log.ts';
export { exponential } from './process/exponential.ts';
export { logNormalOf } from './process/log-normal-of.ts';
export { Process, process } from './process/process-builder.ts';
export { type ArrivalRate, type ProcessModel, processModel } from './process/process-model.ts';
export { ProcessSimulation } from './process/process-simulation.ts';
export type { ProcessSummary } from './process/process-statistics.ts';
export type { Quantity } from './process/quantity.ts';
export { overReplications, type ReplicationMean, runReplications } from './process/replications.ts';
export type { Step } from './process/step.ts';
export type { StuckEntity } from './process/stuck-entities.ts';
export { UnitsHeld } from './process/units-held.ts';
export { drawBeta } from './random/draw-beta.ts';
export { drawBinomial } from './random/draw-binomial.ts';
export { drawCategorical } from './random/draw-categorical.ts';
export { drawExponential } from './random/draw-exponential.ts';
export { drawGamma } from './random/draw-gamma.ts';
export { drawLogNormal } from './random/draw-log-normal.ts';
export { drawMultinomial } from './random/draw-multinomial.ts';
export { drawNegativeBinomial } from './random/draw-negative-binomial.ts';
export { drawNormal } from './random/draw-normal.ts';
export { drawPoisson } from './random/draw-poisson.ts';
export { EmpiricalDistribution } from './random/empirical-distribution.ts';
export { logFactorial } from './random/log-factorial.ts';
export { philox } from './random/philox.ts';
export { philox4x32 } from './random/philox4x32.ts';
export { QuantileTable } from './random/quantile-table.ts';
export { seedFrom } from './random/seed-from.ts';
export { BulkDraws } from './random/wasm/bulk-draws.ts';
export {
  type CompiledStochasticEquations,
  compileStochasticEquations,
} from './sde/compile-stochastic-equations.ts';
export {
  type StochasticPath,
  type StochasticPathRequest,
  simulateStochasticEquations,
} from './sde/simulate-stochastic-equations.ts';
export {
  type DiffusionTerm,
  type StochasticEquations,
  stochasticEquations,
} from './sde/stochastic-equations.ts';
export {
  type StochasticEquationsEnsemble,
  type StochasticPaths,
  stochasticPaths,
} from './sde/stochastic-equations-ensemble.ts';
export type { StochasticEquationsOptions, StochasticIntegrator } from './sde/stochastic-options.ts';
export { WienerPath } from './sde/wiener-path.ts';
export { type CompiledStochastic, compileStochastic } from './stochastic/compile-stochastic.ts';
export type { DistributionName } from './stochastic/distribution/distribution-name.ts';
export type * from './stochastic/reaction-network.ts';
export {
  type StochasticOptions,
  type StochasticRequest,
  type StochasticTrajectory,
  simulateStochastic,
} from './stochastic/simulate-stochastic.ts';
export {
  joinStochasticParts,
  runStochasticPart,
  type StochasticEnsembleRequest,
  type StochasticMoments,
  type StochasticPart,
  type StochasticRange,
  stochasticEnsemble,
  stochasticRanges,
} from './stochastic/stochastic-ensemble.ts';
export type { StochasticMethod } from './stochastic/stochastic-method.ts';
export { MatrixProduct, type Strided } from './wasm/matrix-product.ts';
export { PositiveInverse } from './wasm/positive-inverse.ts';
export { RowKernel } from './wasm/row-kernel.ts';
