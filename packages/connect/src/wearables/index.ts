export { readTextTable, type TextTable } from '../tables/read-text-table.ts';
export {
  type ColumnMapping,
  type GlucoseUnit,
  type ImportOptions,
  LARGEST_FILE,
  type OpenBytes,
  type WearableFormat,
} from './import-options.ts';
export type { ImportReport, RecordedPerson } from './import-report.ts';
export { openText } from './open-text.ts';
export { preview } from './preview.ts';
export { BATCH_EVENTS, readBatches } from './read-batches.ts';
export { type CgmSeries, readCgmTable } from './read-cgm-table.ts';
export { HEAD_BYTES, sniff } from './sniff.ts';
export { CAPILLARY_GLUCOSE, INTERSTITIAL_GLUCOSE, type WearableEvent } from './to-event.ts';
export type { LayoutColumns, WearableLayout } from './wearable-layout.ts';
