import { type TwinModel, TwinwardError } from '@twinward/contract';

/** The models the platform was started with, by name. */
export interface ModelRegistry {
  readonly all: readonly TwinModel[];
  /** Throws `model.unknown`. */
  get(name: string): TwinModel;
  has(name: string): boolean;
}

/** A registry of these models. Throws `model.invalid` if two share a name, or one scores leads that its forecasts do not reach or has a headline that it does not compute. */
export function modelRegistry(models: readonly TwinModel[]): ModelRegistry {
  const byName = new Map(models.map((model) => [model.name, model] as const));
  if (byName.size < models.length) {
    throw new TwinwardError('model.invalid', 'two models share a name', {
      field: 'name',
      remedy: 'give each model a name of its own',
    });
  }
  for (const { name, horizon, observables } of models) {
    const reached = (lead: number): boolean =>
      lead > 0 && lead <= horizon.length && Number.isInteger(lead / horizon.step);
    if (horizon.scored.length > 0 && horizon.scored.every(reached) && observables.length > 0) continue;
    throw new TwinwardError('model.invalid', `${name} cannot be held to account for its forecasts`, {
      field: 'horizon.scored',
      remedy: 'declare an observable, and leads that are multiples of the step within the length',
    });
  }
  for (const { name, headline, observables, outputs } of models) {
    if (headline === undefined || [...observables, ...outputs].some((own) => own.name === headline)) continue;
    throw new TwinwardError('model.invalid', `${name} has no ${headline} to speak of`, {
      field: 'headline',
      remedy: 'name one of its observables or outputs',
    });
  }
  return {
    all: models,
    has: (name) => byName.has(name),
    get: (name) => {
      const model = byName.get(name);
      if (model !== undefined) return model;
      throw new TwinwardError('model.unknown', `there is no model "${name.slice(0, 60)}"`, {
        field: 'model',
        remedy: `choose one of: ${[...byName.keys()].join(', ') || 'none is installed'}`,
      });
    },
  };
}
