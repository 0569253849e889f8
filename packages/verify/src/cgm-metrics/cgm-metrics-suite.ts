// `verify cgm-metrics`: glucose metrics of recordings against those of the R package iglu.
import { basename } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { type CgmMetrics, cgmMetrics } from '@twinward/twins/patient';
import { readRecordings } from '../glucose-forecast/read-recordings.ts';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { numberIn, readTable, type TableRow } from '../table.ts';

/** Largest relative difference allowed; absolute where the reference is 0. */
const BAR = 1e-6;

/** Every metric column of a reference table, recomputed for every person in it. */
export const cgmMetricsSuite: Suite = {
  name: 'cgm-metrics',
  title: 'Glucose metrics against iglu, largest relative difference',
  takes: 'a CGM table id,time,gl and a table id,METRIC,... of reference values, as CSV',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const [recorded, reference] =
      call.files.length === 0
        ? ['hall2018-cgm-13subjects.csv', 'hall2018-iglu-metrics.csv'].map((name) =>
            repositoryPath('data', 'cgm', name),
          )
        : call.files;
    if (recorded === undefined || reference === undefined || call.files.length > 2) {
      throw new TwinwardError('usage', 'two files are needed: recordings and reference metrics', {
        field: 'FILE',
        remedy: 'give the CGM table first, then the table of metrics',
      });
    }
    const people = readRecordings(await readInput(recorded), basename(recorded));
    const rows = readTable(await readInput(reference), ['id'], basename(reference));
    const computed = new Map<string, CgmMetrics>();
    for (const [index, person] of people.entries()) {
      computed.set(person.id, cgmMetrics(person));
      call.progress(index + 1, people.length, 'people');
    }
    return judge(rows, computed, basename(reference));
  },
};

function judge(
  rows: readonly TableRow[],
  computed: ReadonlyMap<string, CgmMetrics>,
  where: string,
): SuiteOutcome {
  const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 'id');
  const known: readonly string[] = Object.keys([...computed.values()][0] ?? {});
  const failed: CaseNote[] = [];
  const figures: Record<string, number> = { people: rows.length };
  const compared = columns.filter((metric) => known.includes(metric));
  for (const metric of compared) {
    let worst = { difference: 0, id: '' };
    for (const [index, row] of rows.entries()) {
      const ours = computed.get(row.id ?? '')?.[metric as keyof CgmMetrics];
      const difference = differenceOf(ours, row, metric, index, where);
      if (!(difference <= worst.difference)) worst = { difference, id: row.id ?? '' };
    }
    figures[`${metric}: max relative difference (iglu; bar 1e-6)`] = worst.difference;
    if (!(worst.difference <= BAR))
      failed.push({ name: metric, why: `off by ${worst.difference.toPrecision(3)} for ${worst.id}` });
  }
  return {
    cases: compared.length,
    passed: compared.length - failed.length,
    failed,
    unsupported: columns
      .filter((metric) => !known.includes(metric))
      .map((name) => ({ name, why: 'not a metric that is computed here' })),
    figures,
  };
}

/** Infinity where one side has no value, or there is no recording of that person. */
function differenceOf(
  ours: number | null | undefined,
  row: TableRow,
  metric: string,
  index: number,
  where: string,
): number {
  const missing = row[metric] === '' || row[metric] === 'NA';
  if (ours === null || missing) return ours === null && missing ? 0 : Number.POSITIVE_INFINITY;
  if (ours === undefined) return Number.POSITIVE_INFINITY;
  const theirs = numberIn(row, metric, index, where);
  const difference = Math.abs(ours - theirs) / (theirs === 0 ? 1 : Math.abs(theirs));
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
}
