// Files of wearables: a look at them first, then the import.
import { z } from 'zod';
import { importFile } from '../imports/import-file.ts';
import { previewFile } from '../imports/preview-file.ts';
import { withUpload } from '../imports/with-upload.ts';
import { flagSchema } from '../schemas/flag-schema.ts';
import { subjectSchema } from '../schemas/identity-schema.ts';
import { type ImportView, importViewSchema } from '../schemas/import-view-schema.ts';
import { type Route, route } from './route.ts';

const decisions = {
  subject: subjectSchema,
  format: z.enum(['clarity', 'libreview', 'generic', 'recording']).exactOptional(),
  unit: z.enum(['mg/dL', 'mmol/L']).exactOptional(),
  zone: z
    .string()
    .min(1)
    .max(60)
    .exactOptional()
    .meta({ description: 'IANA time zone, for example Europe/Dublin' }),
  dayFirst: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .exactOptional(),
  person: z.string().min(1).max(120).exactOptional(),
};

const previewImport: Route = route({
  id: 'previewImport',
  method: 'POST',
  path: '/imports/preview',
  tag: 'record',
  summary: 'What a file holds and what is wrong with it; nothing is kept',
  permission: 'observation:write',
  query: z.strictObject(decisions),
  body: 'file',
  reply: importViewSchema,
  target: ({ query }) => query.subject,
  perform: ({ query }, call): Promise<ImportView> =>
    withUpload(call, (open) => previewFile(call.services, query, open)),
});

const runImport: Route = route({
  id: 'runImport',
  method: 'POST',
  path: '/imports',
  tag: 'record',
  summary: 'Imports a file: all of it, its good rows with acceptGood=true, or nothing',
  permission: 'observation:write',
  query: z.strictObject({ ...decisions, acceptGood: flagSchema }),
  body: 'file',
  reply: importViewSchema,
  target: ({ query }) => query.subject,
  perform: ({ query: { acceptGood, ...query } }, call): Promise<ImportView> =>
    withUpload(call, (open) => importFile(call, query, open, acceptGood)),
});

/** Files of wearables. */
export const IMPORT_ROUTES: readonly Route[] = [previewImport, runImport];
