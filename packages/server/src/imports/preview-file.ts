import { type OpenBytes, preview } from '@twinward/connect/wearables';
import type { ImportView } from '../schemas/import-view-schema.ts';
import type { Services } from '../services.ts';
import { viewOfReport } from './view-of-report.ts';
import type { WearableDecisions } from './wearable-decisions.ts';

/** What a file holds; nothing of it is kept. */
export async function previewFile(
  services: Services,
  decisions: WearableDecisions,
  open: OpenBytes,
): Promise<ImportView> {
  return viewOfReport(await preview(open, { ...decisions, now: services.clock.now() }));
}
