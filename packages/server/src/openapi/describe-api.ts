// OpenAPI 3.1 from the declared routes: nothing in it is written by hand twice.
import { z } from 'zod';
import { API_PREFIX, type Route } from '../routes/route.ts';
import { problemSchema } from '../schemas/problem-schema.ts';
import { pushedRecordSchema } from '../schemas/pushed-record-schema.ts';
import { waveSamplesSchema, waveVitalsSchema } from '../schemas/wave-events-schema.ts';
import type { ApiDescription, JsonSchema, Operation, OperationParameter } from './api-description.ts';

const MEDIA = {
  json: 'application/json',
  problem: 'application/problem+json',
  file: 'application/octet-stream',
};

/** Describes routes as an OpenAPI 3.1 document with named components. */
export function describeApi(routes: readonly Route[]): ApiDescription {
  const schemas: Record<string, JsonSchema> = {};
  const place = (schema: z.ZodType): JsonSchema => placeSchema(schema, schemas);
  place(problemSchema);
  place(pushedRecordSchema);
  place(waveSamplesSchema);
  place(waveVitalsSchema);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = API_PREFIX + route.path;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, place) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Twinward',
      version: '1',
      summary: 'Digital twins for health: sense, record, estimate, simulate, advise',
      description: 'Research use. Not a medical device.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'twinward' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function describeRoute(route: Route, place: (schema: z.ZodType) => JsonSchema): Operation {
  const status = String(route.status ?? 200);
  const reply =
    route.reply === 'event-stream'
      ? { 'text/event-stream': { schema: { type: 'string' } } }
      : { [MEDIA.json]: { schema: place(route.reply) } };
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    'x-permission': route.permission,
    security: route.permission === 'public' ? [] : [{ cookie: [] }, { bearer: [] }],
    parameters: [...parametersOf(route.params, 'path', place), ...parametersOf(route.query, 'query', place)],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content:
              route.body === 'file'
                ? { [MEDIA.file]: { schema: { type: 'string', contentMediaType: MEDIA.file } } }
                : { [MEDIA.json]: { schema: place(route.body) } },
          },
        }),
    responses: {
      [status]: { description: 'done', content: reply },
      default: {
        description: 'an RFC 9457 problem',
        content: { [MEDIA.problem]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersOf(
  schema: z.ZodType | undefined,
  where: 'path' | 'query',
  place: (schema: z.ZodType) => JsonSchema,
): OperationParameter[] {
  if (schema === undefined) return [];
  const described = place(schema);
  const required = new Set(described.required ?? []);
  return Object.entries(described.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: required.has(name),
    schema: property,
  }));
}

/** Describes a schema; the named ones among its parts move to the components and are referred to. */
function placeSchema(schema: z.ZodType, components: Record<string, JsonSchema>): JsonSchema {
  const described = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  const { $schema: _, $defs = {}, ...own } = tidy(described) as JsonSchema;
  for (const [name, part] of Object.entries($defs)) components[name] = part;
  return own;
}

/** References point to the components, and bounds that only say "a whole number that JavaScript can hold" go. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (key === '$ref') kept[key] = String(part).replace('#/$defs/', '#/components/schemas/');
    else if (key === '~standard') continue;
    else if (Math.abs(Number(part)) === Number.MAX_SAFE_INTEGER && /^(minimum|maximum)$/.test(key)) continue;
    else kept[key] = tidy(part);
  }
  return kept;
}
