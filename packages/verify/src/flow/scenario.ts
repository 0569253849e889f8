import { TwinwardError } from '@twinward/contract';
import { ProcessSimulation } from '@twinward/simulate';
import { compileHospital, type HospitalModel, hospitalHistory, readHospital } from '@twinward/twins/hospital';

/** A small model with the times at which it is known what happens. */
export interface Scenario {
  readonly name: string;
  readonly model: unknown;
  /** Outcome and time of everybody who leaves. */
  readonly leaves?: Readonly<Record<string, string>>;
  /** The field at which the model is refused. */
  readonly refused?: string;
  /** How many wait for ever. */
  readonly deadlock?: number;
  /** The node at which a run stops with an error. */
  readonly stops?: string;
}

const SEED = '00000000000000e1';
/** Who cleans leaves unseen. */
const UNSEEN = / after \S/;

/** What is not as it should be; null when all is. */
export function scenarioFault(scenario: Scenario): string | null {
  let model: HospitalModel;
  try {
    model = readHospital(scenario.model);
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    if (scenario.refused === undefined) return `refused: ${error.message}`;
    const { field, remedy } = error.place;
    if (remedy === undefined) return 'refused without a remedy';
    return field === scenario.refused ? null : `refused at ${field}, not at ${scenario.refused}`;
  }
  if (scenario.refused !== undefined) return 'not refused';
  const compiled = compileHospital(model);
  const run = new ProcessSimulation(compiled, { seed: SEED, log: true });
  try {
    run.advance(model.run.until);
  } catch (error) {
    if (!(error instanceof TwinwardError) || scenario.stops === undefined) throw error;
    return error.message.includes(scenario.stops) ? null : `stops otherwise: ${error.message}`;
  }
  if (scenario.stops !== undefined) return 'does not stop';
  const stuck = run.deadlocked().length;
  if (stuck !== (scenario.deadlock ?? 0)) return `${stuck} wait for ever`;
  if (scenario.leaves === undefined) return null;
  const left = hospitalHistory(compiled, run.takeLog())
    .filter(({ event, source }) => event === 'leave' && !UNSEEN.test(source))
    .map(({ entity, name, time }) => [entity, `${name} ${Number(time.toFixed(9))}`] as const);
  const found = Object.fromEntries(left);
  const names = new Set([...Object.keys(found), ...Object.keys(scenario.leaves)]);
  const wrong = [...names].filter((name) => found[name] !== scenario.leaves![name]);
  if (wrong.length === 0) return null;
  return wrong
    .map((name) => `${name}: ${found[name] ?? 'stays'}, not ${scenario.leaves![name] ?? 'staying'}`)
    .join('; ');
}
