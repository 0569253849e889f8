import { type RandomSource, TwinwardError } from '@twinward/contract';
import {
  DeterministicKalman,
  type EnsembleAnalysis,
  EnsembleFilter,
  FiniteSizeKalman,
  type Localisation,
  LocalTransformKalman,
  type SequentialFilter,
  SerialKalman,
  StochasticKalman,
  TransformKalman,
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
}

type Method = (call: MethodCall) => SequentialFilter;

/** The methods that are known, by the name a table gives them. Each asks `settings` for every word it understands. */
const METHODS: Readonly<Record<string, Method>> = {
  'EnKF Sqrt': ensemble(() => new TransformKalman()),
  'EnKF PertObs': ensemble(() => new StochasticKalman()),
  'EnKF DEnKF': ensemble(() => new DeterministicKalman()),
  DEnKF: ensemble(() => new DeterministicKalman()),
  'EnKF Serial': ensemble(() => new SerialKalman()),
  'EnKF-N': ensemble(({ settings }) => new FiniteSizeKalman(settings.number('xN', 1))),
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
    return new EnsembleFilter(
      experiment.model,
      analysis(call),
      drawInitial(experiment, membersOf(call), random.derive('initial')),
      { random, inflation: settings.number('infl', 1), rotation: settings.flag('rot') },
    );
  };
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
