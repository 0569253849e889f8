import type { TwinModel, TwinOpened } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { InnovationRing } from './innovation-ring.ts';
import type { TwinState } from './twin-state.ts';

/**
 * The state of a twin that has seen nothing yet: its model's prior about the subject at the opening. Throws what the model
 * throws for facts that are missing or absurd.
 */
export function openState(model: TwinModel, opened: TwinOpened): TwinState {
  const random = philox(opened.seed).derive('initialise');
  const belief = model.initialise(opened.subject, opened.at, opened.members, random);
  return {
    twin: opened.twin,
    subject: opened.subject,
    model: model.name,
    modelVersion: model.version,
    seed: opened.seed,
    openedAt: opened.at,
    closedAt: null,
    belief,
    seq: 0,
    edge: { seq: 0, count: 0 },
    lastObservedAt: null,
    acting: [],
    feeding: [],
    innovations: InnovationRing.EMPTY,
    aside: [],
    fit:
      model.fit.warmUp === 0
        ? { kind: 'fits' }
        : { kind: 'warming-up', reason: `has seen 0 of the ${model.fit.warmUp} readings it needs` },
    counts: { readings: 0, interventions: 0, inputs: 0 },
  };
}
