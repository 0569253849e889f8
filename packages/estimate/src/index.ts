export { assimilate } from './assimilate/assimilate.ts';
export type { Assimilated, MeasurementResult } from './assimilate/assimilated.ts';
export { DOUBT_BEYOND } from './assimilate/doubt.ts';
export { logLikelihood } from './assimilate/log-likelihood.ts';
export { type ReadingDistribution, readingAbout } from './assimilate/reading.ts';
export { ecdfTest } from './calibrate/ecdf-test.ts';
export {
  type CalibrationCourse,
  type CalibrationRank,
  calibrationRanks,
} from './calibrate/simulation-based-calibration.ts';
export { distributionQuantile } from './distribution/distribution-quantile.ts';
export { gammaTail } from './distribution/gamma-tail.ts';
export { normalCumulative, normalTail } from './distribution/normal-tail.ts';
export { studentQuantile } from './distribution/student-quantile.ts';
export { balanceNormals } from './ensemble/balance-normals.ts';
export { branchBelief } from './ensemble/branch-belief.ts';
export { cholesky } from './ensemble/cholesky.ts';
export { columnValues } from './ensemble/column-values.ts';
export { effectiveSize } from './ensemble/effective-size.ts';
export { weightsOf } from './ensemble/log-weights.ts';
export { covarianceOf, meanOf } from './ensemble/moments.ts';
export { type EsMdaOptions, type EsMdaProblem, type EsMdaResult, esMda } from './es-mda/es-mda.ts';
export { Climatology, climatologyOf, OptimalInterpolation } from './filter/climatology.ts';
export { DeterministicKalman } from './filter/deterministic-kalman.ts';
export type { EnsembleAnalysis } from './filter/ensemble-analysis.ts';
export { EnsembleFilter } from './filter/ensemble-filter.ts';
export { ExtendedKalman, type NormalBelief } from './filter/extended-kalman.ts';
export { FiniteSizeKalman } from './filter/finite-size-kalman.ts';
export { FixedLagSmoother } from './filter/fixed-lag-smoother.ts';
export { IterativeSmoother } from './filter/iterative-smoother.ts';
export { LocalTransformKalman } from './filter/local-transform-kalman.ts';
export type { Localisation } from './filter/localisation.ts';
export type { ObservationSet } from './filter/observation-set.ts';
export type { SequentialFilter } from './filter/sequential-filter.ts';
export { SerialKalman } from './filter/serial-kalman.ts';
export type { StateSpaceModel } from './filter/state-space-model.ts';
export { StochasticKalman } from './filter/stochastic-kalman.ts';
export { ThreeDimensionalVariational } from './filter/three-dimensional-variational.ts';
export { TransformKalman } from './filter/transform-kalman.ts';
export { UnscentedKalman } from './filter/unscented-kalman.ts';
export { driftOf } from './fit/drift.ts';
export { durationWords } from './fit/duration-words.ts';
export { type Identifiability, identifiability, type LearntDirection } from './fit/identifiability.ts';
export { judgeFit } from './fit/judge-fit.ts';
export { LARGEST_NORMAL_SCORE, normalScore } from './fit/normal-score.ts';
export {
  type ParameterInterval,
  type ParameterLearning,
  posteriorAgainstPrior,
} from './fit/posterior-against-prior.ts';
export { type CrossingProbability, probabilityOf } from './forecast/crossing-probability.ts';
export { type Fan, fanOf } from './forecast/fan.ts';
export { type Change, changeBetween, type Ensemble } from './forecast/paired-change.ts';
export { type PairedDifference, type PairedEffect, pairedDifference } from './forecast/paired-difference.ts';
export { pathColumn } from './forecast/path-column.ts';
export { quantile, quantiles } from './forecast/quantile.ts';
export { type RangeEffect, rangeEffect } from './forecast/range-effect.ts';
export { runFutures } from './forecast/run-futures.ts';
export { solveSquare } from './linear-algebra/solve-square.ts';
export { type MapEstimate, type MapProblem, mapEstimate } from './map/map-estimate.ts';
export { type BayesianOptimisationOptions, bayesianOptimisation } from './optimise/bayesian-optimisation.ts';
export { type CmaEsOptions, cmaEs } from './optimise/cma-es.ts';
export { type LbfgsbOptions, lbfgsb } from './optimise/l-bfgs-b.ts';
export type { LeastSquares } from './optimise/least-squares.ts';
export { type LevenbergMarquardtOptions, levenbergMarquardt } from './optimise/levenberg-marquardt.ts';
export { type NelderMeadOptions, nelderMead } from './optimise/nelder-mead.ts';
export type { Optimum } from './optimise/optimum.ts';
export type { SearchControl } from './optimise/search-control.ts';
export type { SmoothFunction } from './optimise/smooth-function.ts';
export type { ObservationDensity } from './particle-filter/observation-density.ts';
export { ParticleFilter, type ParticleFilterOptions } from './particle-filter/particle-filter.ts';
export {
  type ParticleMetropolisDraws,
  type ParticleMetropolisOptions,
  particleMetropolis,
} from './particle-filter/particle-metropolis.ts';
export { type Reading, readingsDensity } from './particle-filter/readings-density.ts';
export { type SmcSquaredOptions, type SmcSquaredResult, smcSquared } from './particle-filter/smc-squared.ts';
export type { ObservedSystem, StateSpaceProblem } from './particle-filter/state-space-problem.ts';
export { type Chains, chainsOf } from './sample/chains.ts';
export { type DensityDeclaration, expressionDensity } from './sample/expression-density.ts';
export type { LogDensity } from './sample/log-density.ts';
export { type NutsOptions, nuts } from './sample/nuts.ts';
export { type ParameterSummary, summarise } from './sample/summarise.ts';
export { tailIndex } from './sample/tail-index.ts';
export { binomialInterval, type CountInterval } from './score/binomial-interval.ts';
export { crps } from './score/crps.ts';
export {
  coverage,
  intervalScore,
  type PredictionInterval,
  weightedIntervalScore,
} from './score/interval-score.ts';
export { logScore } from './score/log-score.ts';
export { pit } from './score/pit.ts';
export { rankHistogram } from './score/rank-histogram.ts';
export { flatnessTest, type TestResult, uniformityTest } from './score/uniformity.ts';
export { type KimNelsonOptions, kimNelson } from './select/kim-nelson.ts';
export { type OptimalBudgetOptions, optimalBudget } from './select/optimal-budget.ts';
export type { DesignSample, DesignSummary, Selection, SelectionControl } from './select/selection.ts';
export type { Factor, FactorModel } from './sensitivity/factor.ts';
export { type ElementaryEffect, type MorrisOptions, morrisEffects } from './sensitivity/morris-effects.ts';
export {
  type Share,
  type SobolAnalysis,
  type SobolIndex,
  type SobolOptions,
  sobolIndices,
} from './sensitivity/sobol-indices.ts';
export { sobolPoints } from './sensitivity/sobol-sequence.ts';
