import type { ModelTables } from './model-tables.ts';
import type { ResourceDeclaration } from './process-model.ts';
import type { ResourceCode } from './process-program.ts';
import { refuseModel } from './refuse-model.ts';

const MOST_UNITS = 2 ** 30;

/** Compiles a resource; throws `model.invalid` for capacities that are not whole or times that do not rise. */
export function compileResource(name: string, given: ResourceDeclaration, tables: ModelTables): ResourceCode {
  const place = `resource ${name}`;
  const schedule =
    typeof given.capacity === 'number' ? { times: [0], capacities: [given.capacity] } : given.capacity;
  const times = Float64Array.from(schedule.times);
  const period = 'period' in schedule ? (schedule.period ?? 0) : 0;
  if (times.length === 0 || times.length !== schedule.capacities.length)
    refuseModel(place, 'has not as many times as capacities', 'give one capacity for each time');
  for (const [i, time] of times.entries()) {
    if (!(Number.isFinite(time) && time >= 0) || (i > 0 && !(time > times[i - 1]!)))
      refuseModel(place, `changes its capacity at ${time}`, 'write times from 0 on that rise');
  }
  if (times[0] !== 0) refuseModel(place, 'has no capacity at time 0', 'let the first time be 0');
  if (!(period === 0 || (Number.isFinite(period) && period > times[times.length - 1]!)))
    refuseModel(place, `has the period ${period}`, 'let the period end after the last time');
  for (const capacity of schedule.capacities) {
    if (!(Number.isInteger(capacity) && capacity >= 0 && capacity <= MOST_UNITS))
      refuseModel(place, `has the capacity ${capacity}`, 'write whole numbers from 0 on');
  }
  const queueLimit = given.queueLimit ?? MOST_UNITS;
  if (!(Number.isInteger(queueLimit) && queueLimit >= 0))
    refuseModel(place, `has the queue limit ${queueLimit}`, 'write a whole number from 0 on');
  const preemption = given.preemption ?? 'none';
  if (given.onFall === 'preempt' && preemption === 'none')
    refuseModel(
      place,
      'is to pre-empt when capacity falls, but has no pre-emption',
      'say how a delay goes on',
    );
  if (given.shared !== undefined && preemption !== 'none')
    refuseModel(place, 'is shared by an attribute and has pre-emption', 'take one of the two away');
  const { reserve = null } = given;
  if (reserve !== null && !(Number.isInteger(reserve.units) && reserve.units >= 1))
    refuseModel(place, `reserves ${reserve.units} units`, 'write a whole number from 1 on');
  return {
    name,
    times,
    capacities: Int32Array.from(schedule.capacities),
    period,
    queueLimit,
    lastCome: given.order === 'last-come',
    overtaking: given.overtaking ?? false,
    preemption,
    preemptOnFall: given.onFall === 'preempt',
    shared: given.shared === undefined ? -1 : tables.reads(given.shared, place),
    reserve,
  };
}
