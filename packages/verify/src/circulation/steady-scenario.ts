import { TwinwardError } from '@twinward/contract';
import {
  type HeldtBeat,
  HeldtCirculation,
  type HeldtReflexes,
  heldtParameters,
} from '@twinward/twins/patient';
import { numberIn, readTable, type TableRow } from '../table.ts';

/** Seconds at the end over which the reference took its means. */
const AVERAGED = 40;
/** Length of the parameter vector. */
const PARAMETERS = 153;

/** A scenario of the 21-compartment model and what the reference program gives for it. */
export interface SteadyScenario {
  readonly name: string;
  readonly args: string;
  readonly row: number;
  readonly expected: TableRow;
}

/** What was measured of a scenario at rest: rates in /min, pressures in mmHg, volumes in mL, output in L/min. */
export interface SteadyState {
  readonly HR: number;
  readonly SBP: number;
  readonly MAP: number;
  readonly DBP: number;
  readonly RAP: number;
  readonly LVEDV: number;
  readonly CO: number;
}

/** The columns compared. */
export const STEADY_COLUMNS = ['HR', 'SBP', 'MAP', 'DBP', 'RAP', 'LVEDV', 'CO'] as const;

/** Reads a table of steady states. Throws `usage` when columns or numbers are missing. */
export function readSteadyScenarios(text: string, where: string): readonly SteadyScenario[] {
  const rows = readTable(text, ['scenario', 'args', ...STEADY_COLUMNS], where);
  return rows.map((expected, index) => {
    for (const column of STEADY_COLUMNS) numberIn(expected, column, index, where);
    return { name: expected.scenario!, args: expected.args!, row: index + 2, expected };
  });
}

/** What a scenario says: which reflexes act, for how long, and what is changed of the parameters. */
interface ScenarioArguments {
  readonly reflexes: HeldtReflexes;
  /** Seconds. */
  readonly end: number;
  /** Changes the parameters [153] in place. */
  readonly change: (theta: Float64Array) => void;
}

/** Reads the arguments of a scenario. Throws `request.unsupported` for those it does not know. */
function argumentsOf({ name, args, row }: SteadyScenario): ScenarioArguments {
  const [arterial, cardiopulmonary, end, mode, ...changes] = args.split('_');
  const refuse = (what: string): TwinwardError =>
    new TwinwardError('request.unsupported', `${name}: ${what}`, { field: 'args', row });
  if (mode !== '0') throw refuse(`mode ${mode} is not supine rest`);
  if (!/^[01]$/.test(arterial!) || !/^[01]$/.test(cardiopulmonary!)) {
    throw refuse(`reflexes ${args} are not 0 or 1`);
  }
  if (!(Number(end) > AVERAGED))
    throw refuse(`it ends after ${end} s; means are over the last ${AVERAGED} s`);
  const steps: ((theta: Float64Array) => void)[] = [];
  for (let i = 0; i < changes.length; i += 2) {
    const index = Number(changes[i]);
    const [, operation, text] = /^([+*])(-?[\d.]+(?:e[-+]?\d+)?)$/i.exec(changes[i + 1] ?? '') ?? [];
    if (operation === undefined || !Number.isInteger(index) || index < 0 || index >= PARAMETERS) {
      throw refuse(`"${changes[i]}_${changes[i + 1]}" is no change of a parameter`);
    }
    const amount = Number(text);
    steps.push((theta) => {
      theta[index] = operation === '+' ? theta[index]! + amount : theta[index]! * amount;
    });
  }
  return {
    reflexes: { arterial: arterial === '1', cardiopulmonary: cardiopulmonary === '1' },
    end: Number(end),
    change: (theta) => {
      for (const step of steps) step(theta);
    },
  };
}

/** Runs a scenario on the nominal person, or another; also says by what share the blood volume drifted. Throws as `argumentsOf`. */
export function runSteadyScenario(
  scenario: SteadyScenario,
  theta: Float64Array = heldtParameters(),
): { readonly state: SteadyState; readonly drift: number } {
  const { reflexes, end, change } = argumentsOf(scenario);
  change(theta);
  const circulation = new HeldtCirculation(theta, reflexes, 'generated');
  const before = total(circulation.volumes);
  circulation.advance(end);
  const drift = Math.abs(total(circulation.volumes) / before - 1);
  const from = end - AVERAGED;
  return { state: steadyState(circulation.beats.filter(({ at, period }) => at - period >= from)), drift };
}

function steadyState(beats: readonly HeldtBeat[]): SteadyState {
  const mean = (of: (beat: HeldtBeat) => number): number =>
    beats.reduce((sum, beat) => sum + of(beat), 0) / beats.length;
  const HR = 60 / mean(({ period }) => period);
  const stroke = mean(({ endDiastolicVolume, endSystolicVolume }) => endDiastolicVolume - endSystolicVolume);
  return {
    HR,
    SBP: mean(({ systolic }) => systolic),
    MAP: mean((beat) => beat.mean),
    DBP: mean(({ diastolic }) => diastolic),
    RAP: mean(({ rightAtrial }) => rightAtrial),
    LVEDV: mean(({ endDiastolicVolume }) => endDiastolicVolume),
    CO: (HR * stroke) / 1000,
  };
}

function total(volumes: Float64Array): number {
  return volumes.reduce((sum, volume) => sum + volume, 0);
}
