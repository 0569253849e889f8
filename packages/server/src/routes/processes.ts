// Event logs as process maps; nothing of a log is kept.
import { readFile } from 'node:fs/promises';
import type { OpenBytes } from '@twinward/connect/wearables';
import { TwinwardError } from '@twinward/contract';
import { type LogColumns, recogniseLogColumns } from '@twinward/twins/hospital';
import { z } from 'zod';
import { inThread } from '../hospital/in-thread.ts';
import { isXes, LARGEST_LOG, type LogWork, tableOf } from '../hospital/mine-log.ts';
import { abandoned } from '../http/abandoned.ts';
import { withUpload } from '../imports/with-upload.ts';
import { repositoryPath } from '../repository-path.ts';
import { type EventLogPreview, eventLogPreviewSchema } from '../schemas/event-log-preview-schema.ts';
import { type ProcessMapView, processMapSchema } from '../schemas/process-map-schema.ts';
import { wholeNumberSchema } from '../schemas/whole-number-schema.ts';
import { type Call, type Route, route } from './route.ts';

const ROLES = [
  'case',
  'activity',
  'time',
  'start',
  'complete',
  'transition',
  'instance',
  'resource',
] as const;
const SECONDS = 60;

const noise = wholeNumberSchema(0, 100)
  .optional()
  .meta({ description: 'percent of the most frequent behaviour below which other behaviour is passed over' });
const column = z.string().min(1).max(200).exactOptional();

const readExampleProcess: Route = route({
  id: 'readExampleProcess',
  method: 'GET',
  path: '/processes/example',
  tag: 'models',
  summary: 'The process map of an artificial hospital: 500 cases of eventdataR (bupaverse, MIT)',
  permission: 'model:read',
  query: z.strictObject({ noise }),
  reply: processMapSchema,
  target: () => 'example event log',
  async perform({ query }, call): Promise<ProcessMapView> {
    const bytes = await readFile(repositoryPath('data', 'hospital', 'event-log.csv'));
    return mapped({ bytes, noise: (query.noise ?? 0) / 100 }, call);
  },
});

const previewEventLog: Route = route({
  id: 'previewEventLog',
  method: 'POST',
  path: '/processes/preview',
  tag: 'models',
  summary: 'Which columns the event log in a file has, and what they are known to hold; nothing is kept',
  permission: 'twin:simulate',
  body: 'file',
  reply: eventLogPreviewSchema,
  target: () => 'event log',
  perform: (_, call): Promise<EventLogPreview> =>
    withUpload(call, async (open) => {
      const bytes = await bytesOf(open);
      if (isXes(bytes)) return { format: 'xes', rows: null, header: [], columns: columnsOf({}) };
      const { header, rows } = await tableOf(bytes);
      return {
        format: 'table',
        rows: rows.length,
        header: header.map((name) => ({ name, example: (rows[0]?.[name] ?? '').slice(0, 60) })),
        columns: columnsOf(recogniseLogColumns(header)),
      };
    }),
});

const mapProcess: Route = route({
  id: 'mapProcess',
  method: 'POST',
  path: '/processes',
  tag: 'models',
  summary:
    'Maps an event log in CSV or XES: variants, what follows what, the process discovered and where cases deviate; nothing is kept',
  permission: 'twin:simulate',
  query: z.strictObject({
    noise,
    case: column,
    activity: column,
    time: column,
    start: column,
    complete: column,
    transition: column,
    instance: column,
    resource: column,
  }),
  body: 'file',
  reply: processMapSchema,
  target: () => 'event log',
  perform: ({ query: { noise: percent = 0, ...named } }, call): Promise<ProcessMapView> =>
    withUpload(call, async (open) => {
      const columns = Object.keys(named).length === 0 ? {} : { columns: named };
      return mapped({ bytes: await bytesOf(open), noise: percent / 100, ...columns }, call);
    }),
});

function mapped(work: LogWork, { outgoing }: Call): Promise<ProcessMapView> {
  return inThread(new URL('../hospital/mine-log-worker.ts', import.meta.url), work, {
    signal: abandoned(outgoing),
    seconds: SECONDS,
    remedy: 'pass over more noise, or give a part of the log',
  });
}

function columnsOf(known: Partial<LogColumns>): EventLogPreview['columns'] {
  return Object.fromEntries(
    ROLES.map((role) => [role, known[role] ?? null]),
  ) as unknown as EventLogPreview['columns'];
}

async function bytesOf(open: OpenBytes): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of open()) {
    size += part.length;
    if (size > LARGEST_LOG) {
      throw new TwinwardError('file.too-large', `the event log is larger than ${LARGEST_LOG / 2 ** 20} MiB`, {
        field: 'file',
        remedy: 'give a shorter span',
      });
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Event logs as process maps. */
export const PROCESS_ROUTES: readonly Route[] = [readExampleProcess, previewEventLog, mapProcess];
