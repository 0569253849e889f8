// `verify refvals`: what heart and lungs come to in an adult at rest, beside the reference values of textbooks.
import { TwinwardError } from '@twinward/contract';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { referenceAdult } from './reference-adult.ts';
import { REFERENCE_QUANTITIES } from './reference-quantities.ts';
import { type ReferenceRow, readReferenceRows } from './reference-rows.ts';

const FILES = ['BloodChemistry', 'Cardiovascular', 'Respiratory', 'Energy', 'Renal'];
/** Share of the rows answered that must lie in range. */
const SHARE = 0.9;
/** Percent about a single number: beyond, the project the values come from calls its own engine wrong. */
const ABOUT = 30;
/** Percent within which that project calls an answer good; told beside. */
const GOOD = 10;

/**
 * One adult at rest (the published lungs, the medians of the circulation twin, coupled) against every row that our models answer. A row
 * is in range when the answer lies within what its sources span, a single number with 30 percent about it. No
 * parameter was fitted to any row. Rows that no model answers are unsupported, by name; single rows out of range are listed and fail
 * the suite only when they are more than a tenth.
 */
export const refvalsSuite: Suite = {
  name: 'refvals',
  title:
    'An adult at rest by our heart and lungs against textbook values; 90 % of the rows answered in range',
  takes: 'CSVs of reference values, as data/refvals/biogears-*.csv',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0
        ? call.files
        : FILES.map((name) => repositoryPath('data', 'refvals', `biogears-${name}Validation.csv`));
    const rows: ReferenceRow[] = [];
    const seen = new Map<string, number>();
    for (const file of files) rows.push(...readReferenceRows(await readInput(file), file, seen));
    if (rows.length === 0)
      throw new TwinwardError('usage', 'no reference value was given', { field: 'FILE' });
    const adult = referenceAdult();
    const outside: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, number | string> = {};
    let [answered, good] = [0, 0];
    rows.forEach((row, index) => {
      const quantity = REFERENCE_QUANTITIES[row.name];
      if (quantity === undefined || quantity.unit !== row.unit) {
        const why =
          quantity === undefined ? 'no model answers it' : `answered in ${quantity.unit}, not ${row.unit}`;
        unsupported.push({ name: row.name, why });
        return;
      }
      answered += 1;
      const value = quantity.of(adult);
      const bounds = (percent: number) => boundsOf(row, quantity.zero ?? 0, percent);
      const [low, high] = bounds(ABOUT);
      const [goodLow, goodHigh] = bounds(GOOD);
      if (value >= goodLow && value <= goodHigh) good += 1;
      const words = `${value.toPrecision(4)} (${low.toPrecision(4)} to ${high.toPrecision(4)} ${row.unit}, ${row.citation})`;
      figures[`${row.name}: ours, reference`] = words;
      if (!(value >= low && value <= high)) outside.push({ name: row.name, why: words });
      call.progress(index + 1, rows.length, 'rows');
    });
    const held = answered - outside.length;
    figures[`rows in range, single numbers with ${ABOUT} % about them (at least 90 %)`] =
      `${held} of ${answered}`;
    figures[`rows in range, single numbers with ${GOOD} % about them (no bar)`] = `${good} of ${answered}`;
    figures['rows out of range'] = outside.map(({ name }) => name).join(', ') || 'none';
    const failed = answered === 0 || held < SHARE * answered ? outside : [];
    return { cases: rows.length, passed: answered - failed.length, failed, unsupported, figures };
  },
};

/** What the sources of a row span, each single number with so many percent about it, less `zero`. */
function boundsOf(
  { range, singles }: ReferenceRow,
  zero: number,
  percent: number,
): readonly [number, number] {
  const about = singles.flatMap((single) => {
    const value = single - zero;
    const slack = (Math.abs(value) * percent) / 100;
    return [value - slack, value + slack];
  });
  const all = range === null ? about : [...about, range.low - zero, range.high - zero];
  return [Math.min(...all), Math.max(...all)];
}
