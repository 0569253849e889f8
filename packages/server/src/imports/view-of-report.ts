import type { ImportReport } from '@twinward/connect/wearables';
import { formatInstant } from '@twinward/contract';
import type { ImportView } from '../schemas/import-view-schema.ts';

/** A report as people read it; after an import with what the record made of it. */
export function viewOfReport(
  report: ImportReport,
  kept: { readonly accepted: number; readonly duplicates: number } = { accepted: 0, duplicates: 0 },
): ImportView {
  return {
    format: report.format,
    delimiter: report.delimiter,
    unit: report.unit,
    zone: report.zone,
    dayFirst: report.dayFirst,
    rows: report.rows,
    readings: report.observations,
    censored: report.censored,
    absent: report.absent,
    interventions: report.interventions,
    duplicates: report.duplicates + kept.duplicates,
    accepted: kept.accepted,
    skipped: report.skipped,
    people: report.people,
    from: report.from === null ? null : formatInstant(report.from),
    to: report.to === null ? null : formatInstant(report.to),
    notes: report.notes,
    problems: report.problems.map(({ code, message, place }) => ({
      code,
      row: place.row ?? null,
      field: place.field ?? null,
      detail: message,
      remedy: place.remedy ?? null,
    })),
    problemCount: report.problemCount,
  };
}
