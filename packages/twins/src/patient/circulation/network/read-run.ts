import { TwinwardError } from '@twinward/contract';
import type { JsonRecord } from './json-record.ts';
import type { NetworkElement, NetworkRun } from './network.ts';

const MOST_STEPS = 5_000_000;

/** Settings that would change what is written and are not supported unless they have this value. */
const ONLY: Readonly<Record<string, boolean>> = {
  use_cycle_to_cycle_error: false,
  coupled_simulation: false,
  output_mean_only: false,
  output_derivative: false,
};

/** Reads how a network is run, and its cardiac period: given, or that of its time courses, or 1 s. Throws as `readNetwork`. */
export function readRun(
  file: JsonRecord,
  elements: readonly NetworkElement[],
): { readonly run: NetworkRun; readonly period: number } {
  const given = file.record('simulation_parameters');
  for (const [setting, value] of Object.entries(ONLY)) {
    if (given.flag(setting, value) !== value) {
      throw new TwinwardError('request.unsupported', `the setting ${setting} is not supported`, {
        field: setting,
      });
    }
  }
  const whole = (name: string, least: number, otherwise?: number): number => {
    const value = given.number(name, otherwise);
    if (Number.isInteger(value) && value >= least) return value;
    throw new TwinwardError('model.invalid', `${name} is ${value}`, {
      field: name,
      remedy: `give a whole number of at least ${least}`,
    });
  };
  const positive = (name: string, otherwise?: number): number => {
    const value = given.number(name, otherwise);
    if (value > 0) return value;
    throw new TwinwardError('model.invalid', `${name} is ${value}; it must be positive`, { field: name });
  };
  const rho = given.number('rho_infty', 0.5);
  if (!(rho >= 0 && rho <= 1)) {
    throw new TwinwardError('model.invalid', `rho_infty is ${rho}; it must be in [0, 1]`, {
      field: 'rho_infty',
    });
  }
  const run: NetworkRun = {
    cycles: whole('number_of_cardiac_cycles', 1),
    pointsPerCycle: whole('number_of_time_pts_per_cardiac_cycle', 2),
    tolerance: positive('absolute_tolerance', 1e-8),
    iterations: whole('maximum_nonlinear_iterations', 1, 30),
    rho,
    steadyStart: given.flag('steady_initial', true),
    allCycles: given.flag('output_all_cycles', false),
    interval: whole('output_interval', 1, 1),
  };
  if (run.cycles * run.pointsPerCycle > MOST_STEPS) {
    throw new TwinwardError('request.too-large', `the network asks for more than ${MOST_STEPS} steps`, {
      field: 'number_of_cardiac_cycles',
    });
  }
  return { run, period: periodOf(file, given, elements) };
}

function periodOf(file: JsonRecord, given: JsonRecord, elements: readonly NetworkElement[]): number {
  const periods: [string, number][] = elements.flatMap(({ name, courses }) =>
    Object.values(courses).map((course): [string, number] => [name, course.period]),
  );
  for (const loop of file.records('closed_loop_blocks')) {
    periods.push(['cardiac_cycle_period', loop.number('cardiac_cycle_period')]);
  }
  if (given.has('cardiac_period')) periods.push(['cardiac_period', given.number('cardiac_period')]);
  const period = periods[0]?.[1] ?? 1;
  for (const [name, other] of periods) {
    if (other > 0 && Math.abs(other - period) <= 1e-12 * period) continue;
    throw new TwinwardError(
      'model.invalid',
      `"${name}" has a cycle of ${other} s, another element of ${period} s`,
      {
        field: name,
        remedy: 'give all time courses the same cardiac period',
      },
    );
  }
  return period;
}
