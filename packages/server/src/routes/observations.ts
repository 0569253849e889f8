// What comes in one by one or in batches: observations, their withdrawal, and what was done.
import type { Intervention, Observation } from '@twinward/contract';
import { z } from 'zod';
import { type Acknowledgement, acknowledgementSchema } from '../schemas/acknowledgement-schema.ts';
import { subjectSchema } from '../schemas/identity-schema.ts';
import { instantSchema } from '../schemas/instant-schema.ts';
import { observationSchema } from '../schemas/observation-schema.ts';
import { acknowledge } from '../views/acknowledge.ts';
import { type Route, route } from './route.ts';

const batchSchema = z
  .strictObject({ observations: z.array(observationSchema).min(1).max(1000) })
  .meta({ id: 'ObservationBatch' });

const recordObservations: Route = route({
  id: 'recordObservations',
  method: 'POST',
  path: '/observations',
  tag: 'record',
  summary: 'One observation, or up to 1,000; all are kept or none, and the reply comes when they are durable',
  permission: 'observation:write',
  body: z.union([observationSchema, batchSchema]),
  reply: acknowledgementSchema,
  target: ({ body }) => ('observations' in body ? subjectsOf(body.observations) : body.subject),
  async perform({ body }, call): Promise<Acknowledgement> {
    const observations: readonly Observation[] = 'observations' in body ? body.observations : [body];
    const events = observations.map((observation) => ({ kind: 'observation' as const, observation }));
    return acknowledge(await call.services.runtime.record(events, call.takeAudit()));
  },
});

function subjectsOf(observations: readonly Observation[]): readonly string[] {
  return [...new Set(observations.map(({ subject }) => subject))];
}

const retractObservation: Route = route({
  id: 'retractObservation',
  method: 'POST',
  path: '/observations/retract',
  tag: 'record',
  summary: 'Entered in error: every twin of the subject goes on as if it had never been',
  permission: 'observation:write',
  body: z
    .strictObject({
      subject: subjectSchema,
      source: z.strictObject({ system: z.string().min(1).max(120), id: z.string().min(1).max(200) }),
      reason: z.string().min(1).max(500),
    })
    .meta({ id: 'Retraction' }),
  reply: acknowledgementSchema,
  target: ({ body }) => body.subject,
  perform: async ({ body }, call): Promise<Acknowledgement> =>
    acknowledge(await call.services.runtime.retract(body, call.takeAudit())),
});

const recordIntervention: Route = route({
  id: 'recordIntervention',
  method: 'POST',
  path: '/interventions',
  tag: 'record',
  summary: 'Something that was really done: a meal, a bolus, two more beds',
  permission: 'observation:write',
  body: z
    .strictObject({
      subject: subjectSchema,
      type: z.string().min(1).max(60),
      at: instantSchema,
      amounts: z.record(z.string().max(60), z.number()),
      source: z
        .strictObject({
          system: z.string().min(1).max(120),
          id: z.string().min(1).max(200),
          version: z.int().min(1).max(1_000_000).default(1),
        })
        .exactOptional(),
      withdrawn: z.boolean().default(false),
    })
    .meta({ id: 'InterventionIn' }),
  reply: acknowledgementSchema,
  target: ({ body }) => body.subject,
  async perform({ body }, call): Promise<Acknowledgement> {
    const intervention: Intervention = { type: body.type, effectiveAt: body.at, amounts: body.amounts };
    const source = body.source ?? { system: 'api', id: call.incoming.id, version: 1 };
    const event = {
      kind: 'intervention' as const,
      subject: body.subject,
      intervention,
      source,
      withdrawn: body.withdrawn,
    };
    return acknowledge(await call.services.runtime.record([event], call.takeAudit()));
  },
});

/** Observations, their withdrawal, and what was done. */
export const OBSERVATION_ROUTES: readonly Route[] = [
  recordObservations,
  retractObservation,
  recordIntervention,
];
