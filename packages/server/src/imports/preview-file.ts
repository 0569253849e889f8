import { type OpenBytes, preview } from '@twinward/connect/wearables';
import type { ImportView } from '../schemas/import-view-schema.ts';
import type { Services } from '../services.ts';
import { readHealthFile, recogniseHealthFile } from './health-file.ts';
import { viewOfReport } from './view-of-report.ts';
import type { WearableDecisions } from './wearable-decisions.ts';

/** What a file holds; nothing of it is kept. */
export async function previewFile(
  services: Services,
  decisions: WearableDecisions,
  open: OpenBytes,
): Promise<ImportView> {
  const format = decisions.format === undefined ? await recogniseHealthFile(open) : null;
  if (format !== null) {
    const { runtime, connectors } = services;
    const { schemas } = connectors;
    return readHealthFile({ format, open, subject: decisions.subject, schemas, runtime }, null);
  }
  return viewOfReport(await preview(open, { ...decisions, now: services.clock.now() }));
}
