import { TwinwardError } from '@twinward/contract';
import { halfCosine, piecewiseCosine, since, twoHill, twoHillNorm, wrappingCosine } from './activation.ts';
import type { ElementType, ParameterRule } from './element-type.ts';
import type { JsonRecord } from './json-record.ts';
import type { NetworkElement } from './network.ts';
import { TimeCourse } from './time-course.ts';

/**
 * Reads the numbers of an element. Throws `model.invalid`, naming element and parameter, for one that is unknown, missing or not
 * physiological, such as a negative compliance.
 */
export function readElement(
  name: string,
  type: ElementType,
  given: JsonRecord,
  besides: {
    readonly activation?: JsonRecord;
    readonly ignored?: readonly string[];
    readonly branches?: number;
  } = {},
): NetworkElement {
  const values: Record<string, number> = {};
  const courses: Record<string, TimeCourse> = {};
  const ignored = ['t', ...(besides.ignored ?? [])];
  for (const parameter of given.names) {
    if (ignored.includes(parameter) || Object.hasOwn(type.parameters, parameter)) continue;
    throw new TwinwardError(
      'request.unsupported',
      `${type.name} "${name}" has an unknown parameter ${parameter}`,
      {
        field: `${name}.${parameter}`,
        remedy: `its parameters are ${Object.keys(type.parameters).join(', ') || 'none'}`,
      },
    );
  }
  for (const [parameter, rule] of Object.entries(type.parameters)) {
    const where = `${name}.${parameter}`;
    if (rule.each) {
      const list = given.has(parameter)
        ? given.numbers(parameter)
        : Array.from({ length: besides.branches ?? 0 }, () => rule.default ?? Number.NaN);
      if (list.length !== besides.branches) {
        throw unphysical(where, `lists ${list.length} values for ${besides.branches} branches`);
      }
      list.forEach((value, i) => {
        values[`${parameter}${i + 1}`] = within(value, rule, where);
      });
    } else if (Array.isArray(given.at(parameter))) {
      const list = given.numbers(parameter);
      for (const value of list) within(value, rule, where);
      if (list.length === 1) values[parameter] = list[0]!;
      else courses[parameter] = new TimeCourse(given.numbers('t'), list, where);
    } else {
      if (!given.has(parameter) && rule.default === undefined) throw unphysical(where, 'is missing');
      values[parameter] = within(given.number(parameter, rule.default), rule, where);
    }
  }
  const activation = type.activated ? readActivation(name, besides.activation) : null;
  return { name, type, values, courses, activation };
}

function within(value: number, { range }: ParameterRule, where: string): number {
  if (range === 'any' || value > 0 || (range === 'not-negative' && value === 0)) return value;
  throw unphysical(where, `is ${value}; it must ${range === 'positive' ? 'be positive' : 'not be negative'}`);
}

function readActivation(
  name: string,
  given: JsonRecord | undefined,
): NonNullable<NetworkElement['activation']> {
  if (given === undefined) throw unphysical(`${name}.activation_function`, 'is missing');
  const type = given.text('type');
  const positive = (field: string): number =>
    within(given.number(field), { range: 'positive' }, `${name}.${field}`);
  const any = (field: string): number => given.number(field);
  switch (type) {
    case 'half_cosine': {
      const [active, twitch] = [any('t_active'), positive('t_twitch')];
      return (period) => (t) => halfCosine(t, period, active, twitch);
    }
    case 'piecewise_cosine': {
      const [contract, contractFor] = [any('contract_start'), positive('contract_duration')];
      const [relax, relaxFor] = [any('relax_start'), positive('relax_duration')];
      return (period) => (t) => piecewiseCosine(t, period, contract, contractFor, relax, relaxFor);
    }
    case 'two_hill': {
      const start = any('t_shift');
      const shape = {
        tau1: positive('tau_1'),
        tau2: positive('tau_2'),
        m1: positive('m1'),
        m2: positive('m2'),
      };
      return (period) => {
        const norm = twoHillNorm(shape, period);
        return (t) => twoHill(since(t, start, period), shape, norm);
      };
    }
    case 'wrapping_cosine': {
      const [share, wave] = [positive('Tsa'), positive('tpwave')];
      return (period) => (t) => wrappingCosine(t, period, share, wave);
    }
    default:
      throw new TwinwardError('request.unsupported', `chamber "${name}" has an unknown activation ${type}`, {
        field: `${name}.activation_function`,
        remedy: 'known are half_cosine, piecewise_cosine, two_hill, wrapping_cosine',
      });
  }
}

function unphysical(where: string, what: string): TwinwardError {
  return new TwinwardError('model.invalid', `${where} ${what}`, { field: where });
}
