import { type RandomSource, TwinwardError } from '@twinward/contract';
import {
  Climatology,
  DeterministicKalman,
  type EnsembleAnalysis,
  EnsembleFilter,
  ExtendedKalman,
  FiniteSizeKalman,
  FixedLagSmoother,
  IterativeSmoother,
  type Localisation,
  LocalTransformKalman,
  type NormalBelief,
  OptimalInterpolation,
  type SequentialFilter,
  SerialKalman,
  StochasticKalman,
  ThreeDimensionalVariational,
  TransformKalman,
  UnscentedKalman,
} from '@twinward/estimate';
import { particleMethod } from './particle-method.ts';
import type { Settings } from './settings.ts';
import { drawInitial, type TwinExperiment } from './twin-experiment.ts';
import { Unsupported } from './unsupported.ts';

/** What a method is made from. */
export interface MethodCall {
  readonly experiment: TwinExperiment;
  /** Members or particles; null where the table gives none. */
  readonly N: number | null;
  readonly settings: Settings;
  readonly random: RandomSource;
  /** What the model does when it is left alone. */
  readonly climatology: () => NormalBelief;
}

type Method = (call: MethodCall) => SequentialFilter;

/** The methods that are known, by the name a table gives them. Each asks `settings` for every word it understands. */
const METHODS: Readonly<Record<string, Method>> = {
  Climatology: ({ climatology }) => new Climatology(climatology()),
  OptInterp: ({ climatology }) => new OptimalInterpolation(climatology()),
  '3D-Var': variational,
  ExtKF: ({ experiment, settings }) =>
    new ExtendedKalman(experiment.model, initialBelief(experiment), { growth: settings.number('infl', 1) }),
  UKF: ({ experiment }) => new UnscentedKalman(experiment.model, initialBelief(experiment)),
  'EnKF Sqrt': ensemble(() => new TransformKalman()),
  'EnKF PertObs': ensemble(() => new StochasticKalman()),
  'EnKF DEnKF': ensemble(() => new DeterministicKalman()),
  DEnKF: ensemble(() => new DeterministicKalman()),
  'EnKF Serial': ensemble(() => new SerialKalman()),
  'EnKF-N': ensemble(({ settings }) => new FiniteSizeKalman(settings.number('xN', 1))),
  'EnKS Sqrt': fixedLag,
  'iEnKS Sqrt': iterative,
  LETKF: ensemble((call) => new LocalTransformKalman(localisationOf(call))),
  'SL-EAKF': ensemble((call) => new SerialKalman(localisationOf(call))),
  PartFilt: (call) => particleMethod(call, membersOf(call)),
};

/** Makes the filter a benchmark names; `Unsupported` for a method or a setting that is not known. */
export function makeFilter(method: string, call: MethodCall): SequentialFilter {
  if (!Object.hasOwn(METHODS, method)) throw new Unsupported(`the method ${method} is not known`);
  const filter = METHODS[method]!(call);
  call.settings.finish();
  return filter;
}

function ensemble(analysis: (call: MethodCall) => EnsembleAnalysis): Method {
  return (call) => {
    const { experiment, settings, random } = call;
    return new EnsembleFilter(experiment.model, analysis(call), initialMembers(call), {
      random,
      inflation: settings.number('infl', 1),
      rotation: settings.flag('rot'),
    });
  };
}

function iterative(call: MethodCall): SequentialFilter {
  const { experiment, settings, random } = call;
  const xN = settings.number('xN', 0);
  return new IterativeSmoother(experiment.model, initialMembers(call), {
    random,
    lag: settings.number('Lag', 1),
    iterations: settings.number('nIter', 10),
    bundle: settings.flag('bundle'),
    certainty: xN === 0 ? null : xN,
    inflation: settings.number('infl', 1),
    rotation: settings.flag('rot'),
  });
}

function fixedLag(call: MethodCall): SequentialFilter {
  const { experiment, settings, random } = call;
  return new FixedLagSmoother(experiment.model, new TransformKalman(), initialMembers(call), {
    random,
    lag: settings.number('Lag'),
    inflation: settings.number('infl', 1),
  });
}

function initialMembers(call: MethodCall): Float64Array {
  return drawInitial(call.experiment, membersOf(call), call.random.derive('initial'));
}

function variational({ experiment, settings, climatology }: MethodCall): SequentialFilter {
  const share = settings.number('xB', 1);
  const { covariance } = climatology();
  return new ThreeDimensionalVariational(
    experiment.model,
    experiment.initialMean,
    covariance.map((value) => share * value),
  );
}

function initialBelief({ model, initialMean, initialVariance }: TwinExperiment): NormalBelief {
  const covariance = new Float64Array(model.size ** 2);
  for (let i = 0; i < model.size; i++) covariance[i * model.size + i] = initialVariance;
  return { mean: initialMean, covariance };
}

function localisationOf({ experiment: { model, distance }, settings }: MethodCall): Localisation {
  const radius = settings.number('loc_rad');
  if (distance === null) throw new Unsupported('localisation of a model without geometry');
  return { radius, distance, positions: Float64Array.from({ length: model.size }, (_, i) => i) };
}

function membersOf({ N }: MethodCall): number {
  if (N === null || N === undefined) throw new TwinwardError('usage', 'N is missing', { field: 'N' });
  return N;
}
