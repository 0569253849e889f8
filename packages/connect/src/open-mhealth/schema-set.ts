// The Open mHealth schemas, compiled: which documents are what they say they are.
import { TwinwardError } from '@twinward/contract';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const BASE = 'https://w3id.org/openmhealth/schemas/omh/';
/** Words that say something about a schema to people, not to a validator; draft 4 and 7 differ in nothing else used here. */
const REMARKS = new Set(['$schema', '$id', 'id', 'references', 'deprecation']);

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Why a document is not of its schema: where, and what is asked there. */
export interface SchemaFault {
  readonly path: string;
  readonly why: string;
}

/**
 * Schemas by name and version. References to IEEE 1752.1, which the Open mHealth schemas of the same names became, are answered by those; its time
 * interval knows no part of the day, and its percentage is a unit of its own.
 */
export class SchemaSet {
  readonly #ajv: AjvDraft4.default;
  readonly #names: ReadonlySet<string>;

  /** Files by name, `heart-rate-2.0.json`, as text. Throws `file.invalid` for one that is not JSON. */
  constructor(files: ReadonlyMap<string, string>) {
    this.#ajv = new AjvDraft4.default({ strict: false, inlineRefs: false, logger: false });
    addFormats.default(this.#ajv as never);
    this.#names = new Set(files.keys());
    const schemas = new Map([...files].map(([name, text]) => [name, parse(name, text)]));
    for (const [name, schema] of [...schemas, ...ieee(schemas)]) {
      const id = BASE + name;
      this.#ajv.addSchema({ ...(this.#plain(schema) as object), id }, id);
    }
  }

  /** Whether there is a schema of that name and version. */
  has(name: string, version: string): boolean {
    return this.#names.has(`${name}-${version}.json`);
  }

  /** What is wrong with a document; empty where nothing is. Throws `request.unsupported` for a schema that is not here. */
  faults(name: string, version: string, document: unknown): readonly SchemaFault[] {
    const check = this.has(name, version) ? this.#ajv.getSchema(`${BASE}${name}-${version}.json`) : undefined;
    if (check === undefined) {
      throw new TwinwardError(
        'request.unsupported',
        `there is no schema omh:${name.slice(0, 60)}:${version.slice(0, 20)}`,
        {
          field: 'header.schema_id',
          remedy: 'send a document of an Open mHealth schema, for example omh:heart-rate:2.0',
        },
      );
    }
    if (check(document) === true) return [];
    return (check.errors ?? []).map(({ instancePath, message }) => ({
      path: instancePath,
      why: message ?? 'not valid',
    }));
  }

  #plain(value: Json): Json {
    if (Array.isArray(value)) return value.map((part: Json) => this.#plain(part));
    if (typeof value !== 'object' || value === null) return value;
    const out: Record<string, Json> = {};
    for (const [key, part] of Object.entries(value)) {
      if (REMARKS.has(key) && (key === 'references' || key === 'deprecation' || typeof part === 'string'))
        continue;
      out[key] = key === '$ref' && typeof part === 'string' ? this.#reference(part) : this.#plain(part);
    }
    return out;
  }

  #reference(target: string): string {
    if (target.startsWith('#')) return target;
    const [path, fragment] = target.split('#');
    const name = path!.slice(path!.lastIndexOf('/') + 1);
    const local =
      path!.includes('/ieee-1752-schema/') && !this.#names.has(`ieee-${name}`) ? ieeeName(name) : name;
    return BASE + local + (fragment === undefined ? '' : `#${fragment}`);
  }
}

/** IEEE 1752.1 where it differs from what it grew out of. */
function ieee(schemas: ReadonlyMap<string, Json>): readonly (readonly [string, Json])[] {
  const interval = schemas.get('time-interval-1.0.json') as { readonly oneOf?: readonly Json[] } | undefined;
  const branches = (interval?.oneOf ?? []).filter(
    (branch) => !JSON.stringify(branch).includes('part_of_day'),
  );
  return [
    ['ieee-time-interval-1.0.json', { ...interval, oneOf: branches } as Json],
    [
      'ieee-time-frame-1.0.json',
      {
        type: 'object',
        oneOf: [
          { properties: { date_time: { $ref: 'date-time-1.0.json' } }, required: ['date_time'] },
          {
            properties: { time_interval: { $ref: 'ieee-time-interval-1.0.json' } },
            required: ['time_interval'],
          },
        ],
      },
    ],
    [
      'ieee-percent-unit-value-1.0.json',
      { allOf: [{ $ref: 'unit-value-1.0.json' }, { properties: { unit: { enum: ['%'] } } }] },
    ],
  ];
}

const OWN = new Set(['time-interval-1.0.json', 'time-frame-1.0.json', 'percent-unit-value-1.0.json']);

function ieeeName(name: string): string {
  const versioned = /-\d+\.[\dx]+\.json$/.test(name) ? name : name.replace('.json', '-1.0.json');
  return OWN.has(versioned) ? `ieee-${versioned}` : versioned;
}

function parse(name: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new TwinwardError('file.invalid', `${name} is not JSON`, {
      field: name,
      remedy: 'give the published schema',
    });
  }
}
