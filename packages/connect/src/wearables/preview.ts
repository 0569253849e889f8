// Reads a whole file without keeping anything, and says what an import would bring and what is wrong with it.
import { formatInstant, type Instant, instant, TwinwardError } from '@twinward/contract';
import type { ImportOptions, OpenBytes } from './import-options.ts';
import type { ImportReport } from './import-report.ts';
import type { ReadingStream, RowTally } from './place-readings.ts';
import { ProblemList } from './problem-list.ts';
import { isAbsent, isGlucose } from './reading-kind.ts';
import { type Survey, survey } from './survey.ts';
import { timeSlices } from './time-slices.ts';

/**
 * Previews an import: counts, span, notes and problems. Rows with problems do not stop it; what makes the whole file unreadable
 * or leaves a question open is thrown: `file.invalid`, `file.too-large`, `unit.unknown`, `time.invalid` (zone), or
 * `file.ambiguous` naming the option that answers it (`zone`, `dayFirst`, `unit`, `columns`). Memory stays bounded.
 *
 * @example
 * const open = openText('time,glucose mg/dL\n2026-03-01 08:00,104\n2026-03-01 08:05,-999\n');
 * const now = parseInstant('2026-03-02T00:00:00Z');
 * const report = await preview(open, { subject: subjectRef('Patient/p-17'), now, zone: 'Europe/Dublin' });
 * report.observations; // 2
 * report.absent; // 1
 */
export async function preview(open: OpenBytes, options: ImportOptions): Promise<ImportReport> {
  const plan = await survey(open, options);
  const tally: RowTally = {
    rows: 0,
    ordered: 0,
    skipped: new Map(),
    people: new Map(),
    problems: new ProblemList(),
  };
  const counts = { observations: 0, censored: 0, absent: 0, interventions: 0, duplicates: 0, stepsBack: 0 };
  let from: Instant | null = null;
  let to: Instant | null = null;
  const streams: ReadingStream[] = [];
  for await (const { ledger, settled } of timeSlices(open, plan, options, streams, tally)) {
    counts.duplicates += settled.duplicates;
    counts.stepsBack += settled.stepsBack;
    for (const i of settled.good) {
      const { kind, state, at } = ledger.reading(i);
      from ??= instant(at);
      to = instant(at);
      if (!isGlucose(kind)) counts.interventions++;
      else {
        counts.observations++;
        if (isAbsent(state)) counts.absent++;
        else if (state !== 'quantity') counts.censored++;
      }
    }
    for (const i of settled.conflicts) {
      const { row, at, kind } = ledger.reading(i);
      tally.problems.addLate(row, () => contradiction(row, at, isGlucose(kind), plan));
    }
  }
  if (
    options.person !== undefined &&
    plan.layout.columns.person !== -1 &&
    !tally.people.has(options.person)
  ) {
    throw new TwinwardError('file.invalid', 'the recording has no rows of that person', {
      field: 'person',
      remedy: 'choose one of the people listed in the preview',
    });
  }
  const { stepsBack, ...kept } = counts;
  return {
    format: plan.layout.format,
    delimiter: plan.layout.delimiter,
    unit: plan.unit,
    zone: plan.clock?.zone ?? null,
    dayFirst: plan.dayFirst,
    rows: tally.rows,
    ...kept,
    skipped: [...tally.skipped].map(([why, rows]) => ({ why, rows })),
    people: [...tally.people].map(([id, rows]) => ({ id, rows })),
    from,
    to,
    notes: notes(plan, tally, stepsBack),
    problems: tally.problems.listed(),
    problemCount: tally.problems.count,
  };
}

function contradiction(row: number, at: number, glucose: boolean, plan: Survey): TwinwardError {
  const { header, columns } = plan.layout;
  return new TwinwardError(
    glucose ? 'observation.invalid' : 'intervention.invalid',
    `another row gives another value for the same time (${formatInstant(instant(at))})`,
    { row, field: header[columns.time] ?? 'time', remedy: 'keep the row that is right and delete the other' },
  );
}

function notes(plan: Survey, tally: RowTally, stepsBack: number): readonly string[] {
  const found: string[] = [];
  if (plan.falling) found.push('the rows run newest first; they are read oldest first');
  else if (stepsBack > 0)
    found.push(`${stepsBack} rows are earlier than the row above; all are read oldest first`);
  if (plan.dayFirst !== null)
    found.push(plan.dayFirst ? 'dates are read day first' : 'dates are read month first');
  if (tally.ordered > 0) {
    found.push(
      `${tally.ordered} readings of the hour that daylight saving repeats are placed by the order of the rows`,
    );
  }
  return found;
}
