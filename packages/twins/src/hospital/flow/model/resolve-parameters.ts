import { TwinwardError } from '@twinward/contract';
import type { HospitalModel } from './hospital-model.ts';

/**
 * The model with the values of its parameters in their places, those of a scenario before its own. Throws `scenario.invalid` for
 * a scenario that is not there, `model.invalid` for a parameter that is not.
 */
export function resolveParameters(model: HospitalModel, scenario?: string): HospitalModel {
  const { parameters = {}, scenarios = {}, ...rest } = model;
  if (scenario !== undefined && !Object.hasOwn(scenarios, scenario))
    throw new TwinwardError('scenario.invalid', `there is no scenario "${scenario}"`, {
      field: 'scenario',
      remedy: `use one of ${Object.keys(scenarios).join(', ') || 'none: the model has no scenarios'}`,
    });
  const changed = scenario === undefined ? {} : scenarios[scenario]!;
  for (const name of Object.keys(changed))
    if (!Object.hasOwn(parameters, name)) throw unknown(name, `scenarios.${scenario}`);
  const resolve = (given: unknown, place: string): unknown => {
    if (Array.isArray(given)) return given.map((part, i) => resolve(part, `${place}.${i}`));
    if (typeof given !== 'object' || given === null) return given;
    const entries = Object.entries(given);
    if (entries.length === 1 && entries[0]![0] === 'parameter') {
      const name = String(entries[0]![1]);
      if (Object.hasOwn(changed, name)) return changed[name];
      if (!Object.hasOwn(parameters, name)) throw unknown(name, place);
      return parameters[name]!.value;
    }
    return Object.fromEntries(
      entries.map(([key, part]) => [key, resolve(part, place === '' ? key : `${place}.${key}`)]),
    );
  };
  return resolve(rest, '') as HospitalModel;
}

function unknown(name: string, place: string): TwinwardError {
  return new TwinwardError('model.invalid', `${place}: there is no parameter "${name}"`, {
    field: place,
    remedy: 'declare it among the parameters, with its value and where it comes from',
  });
}
