import type { ModelTables } from './model-tables.ts';
import type { SourceDeclaration } from './process-model.ts';
import type { SourceCode } from './process-program.ts';
import { refuseModel } from './refuse-model.ts';

/** Compiles where entities come from; throws `model.invalid` unless it has one of `every`, `rate` and `at`. */
export function compileSource(
  name: string,
  given: SourceDeclaration,
  start: number,
  tables: ModelTables,
): SourceCode {
  const place = `source ${name}`;
  const kinds = [given.every, given.rate, given.at].filter((kind) => kind !== undefined).length;
  if (kinds !== 1) refuseModel(place, `has ${kinds} of every, rate and at`, 'give exactly one of them');
  if (typeof given.every === 'object' && !('kind' in given.every))
    refuseModel(place, 'reads an attribute between arrivals', 'give a number or a distribution');
  const group = given.group ?? 1;
  if (!(Number.isInteger(group) && group >= 1))
    refuseModel(place, `brings groups of ${group}`, 'write a whole number from 1 on');
  return {
    name,
    start,
    every: given.every === undefined ? -1 : tables.quantity(given.every, name, 'every', place),
    at: given.at === undefined ? null : appointments(given.at, place),
    rate: given.rate === undefined ? null : rateOf(given.rate, place),
    group,
    limit: given.limit ?? 2 ** 32 - 1,
    until: given.until ?? Number.POSITIVE_INFINITY,
    stream: tables.stream(name, 'arrivals', place),
    given: givenAttributes(given, place, tables),
  };
}

function givenAttributes(
  { at, attributes }: SourceDeclaration,
  place: string,
  tables: ModelTables,
): SourceCode['given'] {
  return Object.entries(attributes ?? {}).map(([name, values]) => {
    if (values.length !== at?.length || !values.every(Number.isFinite))
      refuseModel(place, `has not a number "${name}" for each arrival`, 'give one for each time of `at`');
    return [tables.assigns(name), Float64Array.from(values)];
  });
}

function appointments(at: readonly number[], place: string): Float64Array {
  at.forEach((time, i) => {
    if (!(Number.isFinite(time) && time >= (at[i - 1] ?? 0)))
      refuseModel(place, `has an arrival at ${time}`, 'write times from 0 on in order');
  });
  return Float64Array.from(at);
}

function rateOf(
  rate: NonNullable<SourceDeclaration['rate']>,
  place: string,
): NonNullable<SourceCode['rate']> {
  const [times, rates] = [Float64Array.from(rate.times), Float64Array.from(rate.rates)];
  const period = rate.period ?? 0;
  if (times[0] !== 0 || times.length !== rates.length)
    refuseModel(
      place,
      'has not a rate for each time from 0 on',
      'let the first time be 0 and give as many rates',
    );
  for (const [i, time] of times.entries()) {
    if (i > 0 && !(time > times[i - 1]! && time < Number.POSITIVE_INFINITY))
      refuseModel(place, `changes its rate at ${time}`, 'write times that rise');
    if (!(rates[i]! >= 0 && rates[i]! < Number.POSITIVE_INFINITY))
      refuseModel(place, `has the rate ${rates[i]}`, 'write rates from 0 on');
  }
  if (!(period === 0 || (Number.isFinite(period) && period > times[times.length - 1]!)))
    refuseModel(place, `has the period ${period}`, 'let the period end after the last time');
  if (period > 0 && rates.every((value) => value === 0))
    refuseModel(place, 'has the rate 0 at all times', 'give a rate above 0');
  return { times, rates, period };
}
