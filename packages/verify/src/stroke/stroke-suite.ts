// `verify stroke`: how often patients are delayed for want of a bed, simulated, against Erlang's loss formula.
import { ProcessSimulation, seedFrom, UnitsHeld } from '@twinward/simulate';
import { type StrokePatients, type StrokeUnit, strokeLoads, strokeService } from '@twinward/twins/hospital';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { readStrokeParameters } from './read-stroke-parameters.ts';

/** How far a probability may be from the exact one. */
const BAR = 0.002;
/** Beds for which the next patient is delayed with at least and at most this probability. */
const SELDOM = 0.005;
const OFTEN = 0.3;
/** Years simulated, those left out at the start, and days between two looks into the log. */
const YEARS = 4000;
const WARM_YEARS = 3;
const LOOK = 500;
const YEAR = 365;
const UNITS: readonly StrokeUnit[] = ['acute', 'rehab'];

/** Every number of beds of the acute unit, of rehabilitation, and of both in one pool. */
export const strokeSuite: Suite = {
  name: 'stroke',
  title: 'Beds of a stroke service, simulated, against Erlang B within 0.002',
  takes: 'the JSON of parameters of the stroke capacity model, as data/hospital/stroke-parameters.json',
  options: { years: `years simulated (${YEARS})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const [file = repositoryPath('data', 'hospital', 'stroke-parameters.json')] = call.files;
    const patients = readStrokeParameters(await readInput(file), file);
    const loads = strokeLoads(patients);
    const taken = await bedsTaken(patients, wholeOption(call, 'years', YEARS, 1) * YEAR, call);
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed };
    let cases = 0;
    let worst = 0;
    for (const [name, load, days] of [
      ['acute', loads.acute, taken.acute],
      ['rehab', loads.rehab, taken.rehab],
      ['pooled', loads.acute + loads.rehab, taken.pooled],
    ] as const) {
      figures[`${name}: mean beds taken, exact`] = load;
      for (let beds = 1; beds < days.length; beds++) {
        const exact = erlangB(load, beds);
        if (exact > OFTEN) continue;
        if (exact < SELDOM) break;
        const within = days.slice(0, beds + 1).reduce((sum, time) => sum + time, 0);
        const found = days[beds]! / within;
        const off = Math.abs(found - exact);
        worst = Math.max(worst, off);
        cases += 1;
        figures[`${name}, ${beds} beds: delayed (Erlang B)`] = `${found.toFixed(4)} (${exact.toFixed(4)})`;
        if (!(off <= BAR)) failed.push({ name: `${name}, ${beds} beds`, why: `${found} for ${exact}` });
      }
    }
    figures['largest difference (0.002)'] = worst;
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

/** Days in which so many beds were taken, of each unit and of both together. */
async function bedsTaken(
  patients: readonly StrokePatients[],
  days: number,
  call: SuiteCall,
): Promise<Readonly<Record<StrokeUnit | 'pooled', readonly number[]>>> {
  const seed = seedFrom(call.seed, 'stroke');
  const run = new ProcessSimulation(strokeService(patients), { seed, log: true });
  const held = new UnitsHeld(UNITS.length);
  const taken = {
    acute: new Array<number>(99).fill(0),
    rehab: new Array<number>(99).fill(0),
    pooled: new Array<number>(99).fill(0),
  };
  let since = WARM_YEARS * YEAR;
  for (let now = 0; now < days && !call.signal.aborted; now += LOOK) {
    run.advance(now + LOOK);
    held.read(run.takeLog(), (time) => {
      if (time <= since) return;
      const [acute = 0, rehab = 0] = held.units;
      taken.acute[acute]! += time - since;
      taken.rehab[rehab]! += time - since;
      taken.pooled[acute + rehab]! += time - since;
      since = time;
    });
    if (now % (LOOK * 400) === 0) {
      call.progress(Math.round(now / YEAR), Math.round(days / YEAR), 'years');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return taken;
}

/** The probability that all of so many beds are taken, by Erlang's recursion. */
function erlangB(load: number, beds: number): number {
  let blocked = 1;
  for (let n = 1; n <= beds; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}
