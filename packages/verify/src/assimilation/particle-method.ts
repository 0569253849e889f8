import { ParticleFilter, type SequentialFilter } from '@twinward/estimate';
import type { MethodCall } from './methods.ts';
import { drawInitial } from './twin-experiment.ts';

/**
 * "PartFilt" of the tables: the bootstrap filter with systematic resampling below the share NER of the members, and noise of
 * bandwidth `reg` on copies.
 */
export function particleMethod(
  { experiment, settings, random }: MethodCall,
  members: number,
): SequentialFilter {
  return new ParticleFilter(experiment.model, drawInitial(experiment, members, random.derive('initial')), {
    random,
    resampleBelow: settings.number('NER', 1),
    jitter: settings.number('reg', 0),
  });
}
