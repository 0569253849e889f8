// `verify stroke`: how often patients are delayed for want of a bed, simulated, against Erlang's loss formula.
import { ProcessSimulation, seedFrom, UnitsHeld } from '@twinward/simulate';
import { type StrokePatients, type StrokeUnit, strokeLoads, strokeService } from '@twinward/twins/hospital';
import { controlledMean } from '../controlled-mean.ts';
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
/** Years simulated, those left out at the start, those of a block, long enough to forget the one before, and days between two looks. */
const YEARS = 18_000;
const WARM_YEARS = 3;
const BLOCK_YEARS = 40;
const LOOK = 500;
const YEAR = 365;
/** Blocks enough to tell what their controls do. */
const LEAST_YEARS = 10 * BLOCK_YEARS;
const UNITS: readonly StrokeUnit[] = ['acute', 'rehab'];
/** More than are ever taken. */
const MOST_BEDS = 99;

/**
 * Every number of beds of the acute unit, of rehabilitation, and of both in one pool. Mean beds taken are known whatever is simulated (Little 1961):
 * in every block of years they tell how full it was by chance.
 */
export const strokeSuite: Suite = {
  name: 'stroke',
  title: 'Beds of a stroke service, simulated, against Erlang B within 0.002',
  takes: 'the JSON of parameters of the stroke capacity model, as data/hospital/stroke-parameters.json',
  options: { years: `years simulated (${YEARS})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const [file = repositoryPath('data', 'hospital', 'stroke-parameters.json')] = call.files;
    const patients = readStrokeParameters(await readInput(file), file);
    const loads = strokeLoads(patients);
    const blocks = await bedsTaken(patients, wholeOption(call, 'years', YEARS, LEAST_YEARS), call);
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed };
    let cases = 0;
    let worst = 0;
    const fullness = blocks.map(({ acute, rehab }) => [
      meanOf(acute) - loads.acute,
      meanOf(rehab) - loads.rehab,
    ]);
    const share = (of: (block: Block) => number): number => controlledMean(blocks.map(of), fullness).mean;
    for (const [name, load] of [
      ['acute', loads.acute],
      ['rehab', loads.rehab],
      ['pooled', loads.acute + loads.rehab],
    ] as const) {
      figures[`${name}: mean beds taken, exact`] = load;
      for (let beds = 1; beds < MOST_BEDS; beds++) {
        const exact = erlangB(load, beds);
        if (exact > OFTEN) continue;
        if (exact < SELDOM) break;
        const taken = share((block) => block[name][beds]!);
        const within = share((block) => block[name].slice(0, beds + 1).reduce((sum, time) => sum + time, 0));
        const found = taken / within;
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

/** Shares of a block of years in which so many beds were taken, of each unit and of both together. */
type Block = Readonly<Record<StrokeUnit | 'pooled', Float64Array>>;

async function bedsTaken(
  patients: readonly StrokePatients[],
  years: number,
  call: SuiteCall,
): Promise<readonly Block[]> {
  const seed = seedFrom(call.seed, 'stroke');
  const run = new ProcessSimulation(strokeService(patients), { seed, log: true });
  const held = new UnitsHeld(UNITS.length);
  const length = BLOCK_YEARS * YEAR;
  const blocks = Array.from({ length: Math.floor(years / BLOCK_YEARS) }, () => ({
    acute: new Float64Array(MOST_BEDS),
    rehab: new Float64Array(MOST_BEDS),
    pooled: new Float64Array(MOST_BEDS),
  }));
  const begins = WARM_YEARS * YEAR;
  const ends = begins + blocks.length * length;
  let since = begins;
  for (let now = 0; now < ends && !call.signal.aborted; now += LOOK) {
    run.advance(now + LOOK);
    held.read(run.takeLog(), (time) => {
      const [acute = 0, rehab = 0] = held.units;
      // what lasts over the end of a block belongs to both
      while (since < Math.min(time, ends)) {
        const at = Math.floor((since - begins) / length);
        const until = Math.min(time, begins + (at + 1) * length);
        const spent = (until - since) / length;
        const block = blocks[at]!;
        block.acute[acute]! += spent;
        block.rehab[rehab]! += spent;
        block.pooled[acute + rehab]! += spent;
        since = until;
      }
    });
    if (now % (LOOK * 400) === 0) {
      call.progress(Math.round(now / YEAR), Math.round(ends / YEAR), 'years');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return blocks;
}

/** Mean beds taken in a block. */
function meanOf(shares: Float64Array): number {
  return shares.reduce((sum, share, beds) => sum + share * beds, 0);
}

/** The probability that all of so many beds are taken, by Erlang's recursion. */
function erlangB(load: number, beds: number): number {
  let blocked = 1;
  for (let n = 1; n <= beds; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}
