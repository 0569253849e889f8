import {
  overReplications,
  type ProcessSummary,
  process,
  type ReplicationMean,
  runReplications,
  seedFrom,
} from '@twinward/simulate';
import { URGENT_CARE, type UrgentCareDesign, urgentCare } from '@twinward/twins/hospital';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { numberIn, readTable } from '../table.ts';
import { wholeOption } from '../whole-option.ts';
import { staleArrivals } from './stale-arrivals.ts';
import { URGENT_CARE_DESIGNS, URGENT_CARE_MEASURES, URGENT_CARE_MINUTES } from './urgent-care-measures.ts';

/** Standard normal quantile of a 99.9 % interval, and of the 95 % ones that the reference prints. */
const WIDE = 3.2905;
const PRINTED = 1.96;
/** Half a unit of the last place printed, at most. */
const ROUNDING = 0.0005;
/** So many that chance, of ours and over all measures, decides in one of ten thousand seeds. */
const REPLICATIONS = 3_000;
/** Expected arrivals of a day, and how far the mean of ours may be from it. */
const ARRIVALS_BAR = 0.5;
const ARRIVAL_DAYS = 20_000;

/** Every cell of measure and design, in the mode that copies the published rule of arrivals; then the arrivals of the right rule. */
export const urgentCareSuite: Suite = {
  name: 'urgent-care',
  title: 'An urgent care centre against an independent simulation of it, within the combined 99.9 % interval',
  takes: 'a CSV of measures with columns NAME_mean and NAME_hw95, as data/hospital/urgent-care-reference.csv',
  options: { replications: `days simulated of each design (${REPLICATIONS})` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'hospital', 'urgent-care-reference.csv')];
    const count = wholeOption(call, 'replications', REPLICATIONS, 10, 100_000);
    const hourly = await readHourly();
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed, replications: count };
    let cases = 0;
    for (const file of files) {
      const rows = readTable(await readInput(file), ['kpi'], file);
      const names = Object.keys(rows[0]!).filter((column) => column.endsWith('_mean'));
      for (const [index, column] of names.entries()) {
        const name = column.slice(0, -'_mean'.length);
        const design = URGENT_CARE_DESIGNS[name];
        if (design === undefined) {
          cases += rows.length;
          for (const { kpi } of rows)
            unsupported.push({ name: `${name}: ${kpi}`, why: 'a design not known' });
          continue;
        }
        const days = simulateStale(design, hourly, count, call);
        for (const [line, row] of rows.entries()) {
          cases += 1;
          const kpi = row.kpi!;
          const cell = `${name}: ${kpi}`;
          const measure = URGENT_CARE_MEASURES[kpi];
          if (measure === undefined) {
            unsupported.push({ name: cell, why: 'a measure not known' });
            continue;
          }
          const theirs = numberIn(row, column, line, file);
          const half = numberIn(row, `${name}_hw95`, line, file);
          const found = compared(
            overReplications(days, (day) => measure(day, design)),
            theirs,
            half,
          );
          figures[`${cell} (reference; z)`] = found.words;
          if (!found.within) failed.push({ name: cell, why: found.words });
        }
        call.progress(index + 1, names.length + 1, 'designs');
      }
    }
    cases += 1;
    const arrivals = countArrivals(hourly, call);
    const exact = expectedArrivals(hourly);
    figures['arrivals by the right rule (exact)'] =
      `${arrivals.mean.toFixed(2)} ± ${(PRINTED * arrivals.standardError).toFixed(2)} (${exact.toFixed(2)})`;
    if (!(Math.abs(arrivals.mean - exact) <= ARRIVALS_BAR))
      failed.push({ name: 'arrivals by the right rule', why: `${arrivals.mean} for ${exact}` });
    const passed = cases - failed.length - unsupported.length;
    return { cases, passed, failed, unsupported, figures };
  },
};

function simulateStale(
  design: UrgentCareDesign,
  hourly: readonly number[],
  count: number,
  call: SuiteCall,
): readonly ProcessSummary[] {
  const days: ProcessSummary[] = [];
  for (let n = 0; n < count; n++) {
    const at = staleArrivals(hourly, URGENT_CARE_MINUTES, seedFrom(call.seed, 'stale', n));
    const unit = { model: urgentCare(design, { at }), seed: call.seed, first: n, count: 1 };
    days.push(...runReplications({ ...unit, until: URGENT_CARE_MINUTES }, { signal: call.signal }));
  }
  return days;
}

/** Arrivals of the right rule over so many days that their mean is known to a third of the bar; nobody stays. */
function countArrivals(hourly: readonly number[], call: SuiteCall): ReplicationMean {
  const { resources, sources } = urgentCare(URGENT_CARE, { hourly });
  const model = { resources, sources: { patient: { ...sources.patient!, process: process() } } };
  const unit = { model, seed: call.seed, first: 0, count: ARRIVAL_DAYS, until: URGENT_CARE_MINUTES };
  return overReplications(
    runReplications(unit, { signal: call.signal }),
    (day) => day.sources.patient!.arrived,
  );
}

function compared(
  ours: ReplicationMean,
  theirs: number,
  half: number,
): { readonly words: string; readonly within: boolean } {
  const se = Math.hypot(ours.standardError, (half + ROUNDING) / PRINTED);
  const z = (ours.mean - theirs) / se;
  const words = `${ours.mean.toPrecision(5)} (${theirs} ± ${half}; ${z.toFixed(2)})`;
  return { words, within: Math.abs(ours.mean - theirs) <= WIDE * se + ROUNDING };
}

/** The integral of the rate over the day. */
function expectedArrivals(hourly: readonly number[]): number {
  let sum = 0;
  for (let hour = 0; hour < URGENT_CARE_MINUTES / 60; hour++) sum += hourly[hour % hourly.length]!;
  return sum;
}

async function readHourly(): Promise<readonly number[]> {
  const path = repositoryPath('data', 'hospital', 'urgent-care-arrivals.csv');
  const rows = readTable(await readInput(path), ['arrival_rate'], path);
  return rows.map((row, index) => numberIn(row, 'arrival_rate', index, path));
}
