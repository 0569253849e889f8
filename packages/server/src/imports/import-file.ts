import { type OpenBytes, preview, readBatches } from '@twinward/connect/wearables';
import { TwinwardError } from '@twinward/contract';
import type { Call } from '../routes/route.ts';
import type { ImportView } from '../schemas/import-view-schema.ts';
import { readHealthFile, recogniseHealthFile } from './health-file.ts';
import { viewOfReport } from './view-of-report.ts';
import type { WearableDecisions } from './wearable-decisions.ts';

/**
 * Imports a file. The first pass reads all of it and keeps nothing; a file with bad rows is refused whole unless its good rows
 * were asked for. The second pass records batch by batch: an import cut short by a crash is made whole by sending the file
 * again, because what is in the record already is recognised.
 */
export async function importFile(
  call: Call,
  decisions: WearableDecisions,
  open: OpenBytes,
  acceptGood: boolean,
): Promise<ImportView> {
  const format = decisions.format === undefined ? await recogniseHealthFile(open) : null;
  if (format !== null) {
    const { runtime, connectors } = call.services;
    const file = { format, open, subject: decisions.subject, schemas: connectors.schemas, runtime };
    // All of it is read once before anything is kept: a file that breaks off leaves nothing.
    await readHealthFile(file, null);
    return readHealthFile(file, async (events) => {
      const kept = await runtime.record(events, call.takeAudit());
      call.auditSettled();
      const duplicates = kept.filter(({ duplicate }) => duplicate).length;
      return { accepted: kept.length - duplicates, duplicates };
    });
  }
  const options = { ...decisions, now: call.services.clock.now() };
  const report = await preview(open, options);
  const first = report.problems[0];
  if (first !== undefined && !acceptGood) {
    throw new TwinwardError(
      first.code,
      `${report.problemCount} rows have problems; the first: ${first.message}`,
      {
        ...first.place,
        remedy: 'mend the rows, or import the good ones with acceptGood=true',
      },
    );
  }
  let accepted = 0;
  let duplicates = 0;
  for await (const batch of readBatches(open, { ...options, acceptGood: true })) {
    const kept = await call.services.runtime.record(batch, call.takeAudit());
    call.auditSettled();
    for (const { duplicate } of kept) duplicate ? duplicates++ : accepted++;
  }
  return viewOfReport(report, { accepted, duplicates });
}
