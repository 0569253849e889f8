import {
  codingKey,
  convert,
  type Measurement,
  type Observable,
  type Observation,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';

const byCode = new WeakMap<TwinModel, ReadonlyMap<string, Observable>>();

/** The observable under whose code an observation arrives, or null if the model does not know the code. */
export function observableFor(model: TwinModel, observation: Observation): Observable | null {
  let known = byCode.get(model);
  if (known === undefined) {
    known = new Map(model.observables.flatMap((o) => o.codes.map((code) => [codingKey(code), o] as const)));
    byCode.set(model, known);
  }
  return known.get(codingKey(observation.code)) ?? null;
}

/**
 * An observation in the unit of an observable, or null when it has no value. Throws `unit.unknown` or `unit.incompatible` if the
 * unit cannot be converted.
 */
export function inUnitOf(observable: Observable, observation: Observation): Measurement | null {
  const { value } = observation;
  const measured = (x: number, censored: Measurement['censored']): Measurement => ({
    observable: observable.name,
    value: x,
    censored,
  });
  switch (value.kind) {
    case 'absent':
      return null;
    case 'count':
      return measured(value.value, null);
    case 'ordinal':
      return measured(value.level, null);
    case 'quantity':
      return measured(convert(value.value, value.unit, observable.unit, observable.molarMass), null);
    case 'censored':
      return measured(convert(value.limit, value.unit, observable.unit, observable.molarMass), value.side);
  }
}

/** What a twin's model reads in an observation; null for an unknown code, a missing value or a unit it cannot read. */
export function measurementOf(model: TwinModel, observation: Observation): Measurement | null {
  const observable = observableFor(model, observation);
  if (observable === null) return null;
  try {
    return inUnitOf(observable, observation);
  } catch (error) {
    if (error instanceof TwinwardError) return null;
    throw error;
  }
}
