// Insights as resources of FHIR R4, with the Provenance that ties them to readings and model.
import { createHash } from 'node:crypto';
import type { RecordedEvent } from '@twinward/contract';

/** A resource as JSON. */
export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [name: string]: unknown;
}

/** A collection of resources. */
export interface InsightBundle {
  readonly resourceType: 'Bundle';
  readonly type: 'collection';
  readonly timestamp: string;
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Resource }[];
}

/** What an insight was made by, and from. */
export interface Origin {
  readonly model: string;
  readonly modelVersion: string;
  /** Position of the record, and the readings behind it. */
  readonly seq: number;
  readonly readings: readonly RecordedEvent[];
  readonly at: string;
}

const SYSTEM = 'https://twinward.org';

/** An id FHIR allows (64 characters), the same each time: a long one keeps its beginning and ends in a hash of the whole. */
export function resourceId(prefix: string, id: string): string {
  const whole = `${prefix}-${id}`;
  if (whole.length <= 64) return whole;
  return `${whole.slice(0, 47)}-${createHash('sha256').update(whole).digest('hex').slice(0, 16)}`;
}

/** Resources with one Provenance for all of them: every reading by its sender's name, its place in the record and the SHA-256 of what was recorded. */
export function insightBundle(
  id: string,
  resources: readonly Resource[],
  origin: Origin,
  base: string,
): InsightBundle {
  const provenance: Resource = {
    resourceType: 'Provenance',
    id: resourceId('provenance', id),
    target: resources.map((resource) => ({ reference: `${resource.resourceType}/${resource.id}` })),
    recorded: origin.at,
    agent: [
      {
        type: {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
              code: 'assembler',
            },
          ],
        },
        who: {
          identifier: { system: `${SYSTEM}/models`, value: `${origin.model}|${origin.modelVersion}` },
          display: `${origin.model} ${origin.modelVersion}`,
        },
      },
    ],
    entity: [
      {
        role: 'derivation',
        what: {
          identifier: { system: `${SYSTEM}/record`, value: String(origin.seq) },
          display: `the record up to ${origin.seq}`,
        },
      },
      ...origin.readings.map(sourceOf),
    ],
  };
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: origin.at,
    entry: [...resources, provenance].map((resource) => ({
      fullUrl: `${base}/fhir/R4/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  };
}

function sourceOf(recorded: RecordedEvent): object {
  const { event, seq } = recorded;
  const source = event.kind === 'observation' ? event.observation.source : null;
  const sha256 = createHash('sha256').update(JSON.stringify(event)).digest('hex');
  return {
    role: 'source',
    what: {
      identifier: { system: `${SYSTEM}/record/sha-256`, value: sha256 },
      display:
        source === null ? `event ${seq}` : `${source.system}|${source.id}|${source.version}, event ${seq}`,
    },
  };
}
