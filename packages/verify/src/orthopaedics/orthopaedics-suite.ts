// `verify orthopaedics`: beds of an elective orthopaedic ward against an independent simulation of it.
import {
  overReplications,
  ProcessSimulation,
  philox,
  type ReplicationMean,
  seedFrom,
  UnitsHeld,
} from '@twinward/simulate';
import { orthopaedicWard, theatreLists } from '@twinward/twins/hospital';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { numberIn, readTable } from '../table.ts';

/** Days before anything is counted, and days counted. */
const WARM_UP = 35;
const DAYS = 70;
/** Of a day, when all its patients have come. */
const ALL_HAVE_COME = 1e-5;
/** Runs of each number of beds; the reference has 40, whose error is the larger one. */
const RUNS = 200;
/** Standard normal quantile of a 99.9 % interval; the 95 % ones printed are of 40 runs (t with 39 degrees of freedom). */
const WIDE = 3.2905;
const PRINTED = 2.0227;

/** What is compared, by its column and the column of half its interval. */
const MEASURES = {
  bed_utilisation: 'util_hw95',
  admitted_per_day: 'adm_hw95',
  lost_slots_per_day: 'lost_hw95',
} as const;

type Season = Readonly<Record<keyof typeof MEASURES, number>>;

/** Every number of beds in the file: use of beds, admissions and lost slots a day within the combined 99.9 % interval. */
export const orthopaedicsSuite: Suite = {
  name: 'orthopaedics',
  title:
    'An elective orthopaedic ward against an independent simulation of it, within the combined 99.9 % interval',
  takes:
    'a CSV with columns beds, bed_utilisation, util_hw95, admitted_per_day, adm_hw95, lost_slots_per_day, lost_hw95, as data/hospital/orthopaedics-simpy.csv',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'hospital', 'orthopaedics-simpy.csv')];
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed, 'runs of each number of beds': RUNS };
    let cases = 0;
    for (const file of files) {
      const columns = ['beds', ...Object.keys(MEASURES), ...Object.values(MEASURES)];
      const rows = readTable(await readInput(file), columns, file);
      for (const [line, row] of rows.entries()) {
        const beds = numberIn(row, 'beds', line, file);
        const seasons = Array.from({ length: RUNS }, (_, n) =>
          simulate(beds, seedFrom(call.seed, 'orthopaedics', n)),
        );
        for (const [measure, halfColumn] of Object.entries(MEASURES) as [keyof Season, string][]) {
          const ours = overReplications(seasons, (season) => season[measure]);
          const theirs = numberIn(row, measure, line, file);
          const found = compared(ours, theirs, numberIn(row, halfColumn, line, file));
          const name = `${beds} beds: ${measure}`;
          cases += 1;
          figures[`${name} (reference; z)`] = found.words;
          if (!found.within) failed.push({ name, why: found.words });
        }
        call.progress(line + 1, rows.length, 'numbers of beds');
      }
    }
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

/** One run: beds are counted once a day, when the patients of that day have come. */
function simulate(beds: number, seed: string): Season {
  const lists = theatreLists(WARM_UP + DAYS, philox(seed).draws(0, 0, 0));
  const run = new ProcessSimulation(orthopaedicWard(beds, lists, WARM_UP), { seed, log: true });
  const held = new UnitsHeld(1);
  let sum = 0;
  for (let day = 0; day < WARM_UP + DAYS; day++) {
    run.advance(day + ALL_HAVE_COME);
    held.read(run.takeLog());
    if (day > WARM_UP) sum += held.units[0]!;
  }
  run.advance(WARM_UP + DAYS);
  const { primary, revision } = run.summary().sources;
  const lost = (primary?.left.reneged?.count ?? 0) + (revision?.left.reneged?.count ?? 0);
  const came = (primary?.arrived ?? 0) + (revision?.arrived ?? 0);
  return {
    bed_utilisation: sum / (DAYS - 1) / beds,
    admitted_per_day: (came - lost) / DAYS,
    lost_slots_per_day: lost / DAYS,
  };
}

function compared(
  ours: ReplicationMean,
  theirs: number,
  half: number,
): { readonly words: string; readonly within: boolean } {
  const z = (ours.mean - theirs) / Math.hypot(ours.standardError, half / PRINTED);
  const words = `${ours.mean.toPrecision(5)} (${theirs} ± ${half}; ${z.toFixed(2)})`;
  return { words, within: Math.abs(z) <= WIDE };
}
