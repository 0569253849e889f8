// Connectors as they stand, and messages as they came.
import type { InboundState } from '@twinward/record';
import type { TakenInView } from '@twinward/runtime';
import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

const STATES = ['received', 'done', 'refused', 'mended', 'dropped'] as const;

/** How far a message has come. */
export const inboundStateSchema: z.ZodType<InboundState> = z.enum(STATES);

/** One connector as it stands. */
export interface ConnectorView {
  readonly name: string;
  readonly title: string;
  readonly state: 'running' | 'off' | 'failed';
  readonly address: string;
  readonly problem: string | null;
  readonly connections: number;
  readonly received: number;
  readonly done: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly perMinute: number;
  readonly lagMedian: number | null;
  readonly lagSlow: number | null;
  readonly lastAt: string | null;
  readonly lastError: { readonly at: string; readonly why: string } | null;
  readonly kept: number;
  readonly waiting: number;
}

const connectorSchema: z.ZodType<ConnectorView> = z
  .strictObject({
    name: z.string(),
    title: z.string(),
    state: z.enum(['running', 'off', 'failed']),
    address: z.string(),
    problem: z.string().nullable(),
    connections: z.int(),
    received: z.int(),
    done: z.int(),
    refused: z.int(),
    duplicates: z.int(),
    perMinute: z.int(),
    lagMedian: z.number().nullable().meta({ description: 'milliseconds from last byte to durable effect' }),
    lagSlow: z.number().nullable(),
    lastAt: instantOutSchema.nullable(),
    lastError: z.strictObject({ at: instantOutSchema, why: z.string() }).nullable(),
    kept: z.int(),
    waiting: z.int().meta({ description: 'refused messages that wait for a person' }),
  })
  .meta({ id: 'ConnectorView' });

/** All connectors. */
export const connectorListSchema: z.ZodType<{ readonly connectors: readonly ConnectorView[] }> = z
  .strictObject({ connectors: z.array(connectorSchema) })
  .meta({ id: 'ConnectorList' });

/** A message in a list. */
export interface InboundLineView {
  readonly place: number;
  readonly id: string;
  readonly connector: string;
  readonly sender: string;
  readonly key: string;
  readonly receivedAt: string;
  readonly state: InboundState;
  readonly what: string;
  readonly subject: string | null;
  readonly reason: string;
  readonly sha256: string;
}

const LINE = {
  place: z.int(),
  id: z.string(),
  connector: z.string(),
  sender: z.string(),
  key: z.string(),
  receivedAt: instantOutSchema,
  state: inboundStateSchema,
  what: z.string(),
  subject: z.string().nullable(),
  reason: z.string(),
  sha256: z.string(),
};

/** A message in a list. */
export const inboundLineSchema: z.ZodType<InboundLineView> = z.strictObject(LINE).meta({ id: 'InboundLine' });

const figureSchema = z.strictObject({ mean: z.number(), sd: z.number() }).meta({ id: 'MeanAndSd' });

const takenInSchema: z.ZodType<TakenInView> = z
  .strictObject({
    seq: z.int(),
    at: instantOutSchema,
    label: z.string(),
    unit: z.string(),
    observed: z.number(),
    expected: figureSchema.meta({ description: 'of the reading before it came, its error included' }),
    after: figureSchema.meta({ description: 'of what is measured, once it was taken in' }),
  })
  .meta({ id: 'TakenIn' });

const noteSchema = z.strictObject({ where: z.string(), why: z.string() }).meta({ id: 'MessageNote' });

/** A message with all that became of it, from its bytes to the beliefs it changed. */
export interface InboundDetailView extends InboundLineView {
  readonly settledAt: string | null;
  readonly bytes: number;
  readonly text: string;
  readonly resources: readonly {
    readonly type: string;
    readonly id: string;
    readonly version: number;
    readonly title: string;
    readonly json: string;
  }[];
  readonly adt: readonly string[];
  readonly events: readonly {
    readonly part: number;
    readonly seq: number;
    readonly duplicate: boolean;
    readonly code: string;
  }[];
  readonly notes: readonly { readonly where: string; readonly why: string }[];
  readonly beliefs: readonly {
    readonly twin: string;
    readonly label: string;
    readonly model: string;
    readonly taken: boolean;
    readonly readings: readonly TakenInView[];
  }[];
}

/** A message with all that became of it. */
export const inboundDetailSchema: z.ZodType<InboundDetailView> = z
  .strictObject({
    ...LINE,
    settledAt: instantOutSchema.nullable(),
    bytes: z.int(),
    text: z
      .string()
      .meta({ description: 'the message as text; bytes that are not UTF-8 are shown as their code' }),
    resources: z.array(
      z
        .strictObject({
          type: z.string(),
          id: z.string(),
          version: z.int(),
          title: z.string(),
          json: z.string(),
        })
        .meta({ id: 'MappedResource' }),
    ),
    adt: z.array(z.string()),
    events: z.array(
      z
        .strictObject({ part: z.int(), seq: z.int(), duplicate: z.boolean(), code: z.string() })
        .meta({ id: 'MessageEvent' }),
    ),
    notes: z.array(noteSchema),
    beliefs: z.array(
      z
        .strictObject({
          twin: z.string(),
          label: z.string(),
          model: z.string(),
          taken: z.boolean(),
          readings: z.array(takenInSchema),
        })
        .meta({ id: 'TouchedBelief' }),
    ),
  })
  .meta({ id: 'InboundDetail' });
