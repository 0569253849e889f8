import { philox } from '@twinward/simulate';
import type { SteadyScenario, SteadyState } from '../circulation/steady-scenario.ts';
import { estimateOutput, type OutputEstimate } from './estimate-output.ts';
import { virtualPerson } from './virtual-people.ts';

/** One output to estimate: that of a row of the file or, drawn, of a virtual person in the conditions of the rows. */
export interface OutputWork {
  readonly seed: string;
  readonly rows: readonly SteadyScenario[];
  /** Of the row, or of the person. */
  readonly index: number;
  readonly drawn: boolean;
}

/** What the twin says, beside the true output `CO`, L/min. */
export interface JudgedEstimate extends OutputEstimate {
  readonly CO: number;
}

/** What a twin makes of one row or virtual person. */
export function judgedEstimate({ seed, rows, index, drawn }: OutputWork): JudgedEstimate {
  const random = philox(seed);
  const truth = drawn ? virtualPerson(rows, index, random.derive('people')) : stateOf(rows[index]!);
  const label = drawn ? `person ${index}` : `row ${rows[index]!.name} ${index}`;
  return { CO: truth.CO, ...estimateOutput(truth, random.derive(label)) };
}

function stateOf({ expected }: SteadyScenario): Pick<SteadyState, 'HR' | 'SBP' | 'DBP' | 'RAP' | 'CO'> {
  return {
    HR: Number(expected.HR),
    SBP: Number(expected.SBP),
    DBP: Number(expected.DBP),
    RAP: Number(expected.RAP),
    CO: Number(expected.CO),
  };
}
