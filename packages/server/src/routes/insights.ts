// Insights as resources of FHIR R4, each with its Provenance.
import { formatInstant, type SubjectRef } from '@twinward/contract';
import { z } from 'zod';
import { alertInsight } from '../insights/alert-insight.ts';
import { type InsightBundle, insightBundle } from '../insights/insight-bundle.ts';
import { riskResources } from '../insights/risk-resources.ts';
import { twinIdSchema } from '../schemas/identity-schema.ts';
import { type Call, type Route, route } from './route.ts';

/** Readings named as the sources of a twin's forecast: the latest, newest first. */
const READINGS = 50;

const bundleSchema: z.ZodType<InsightBundle> = z
  .strictObject({
    resourceType: z.literal('Bundle'),
    type: z.literal('collection'),
    timestamp: z.string(),
    entry: z.array(
      z.strictObject({
        fullUrl: z.string(),
        resource: z.looseObject({ resourceType: z.string(), id: z.string() }),
      }),
    ),
  })
  .meta({ id: 'InsightBundle' });

const readAlertResources: Route = route({
  id: 'readAlertResources',
  method: 'GET',
  path: '/alerts/{id}/resources',
  tag: 'alerts',
  summary:
    'An alert as FHIR R4: Flag, DetectedIssue, RiskAssessment, Task, Communication, and the Provenance of all',
  permission: 'alert:read',
  params: z.strictObject({ id: z.string().max(120) }),
  reply: bundleSchema,
  target: ({ params: { id } }) => `alert ${id}`,
  async perform({ params: { id } }, call): Promise<InsightBundle> {
    return alertInsight(id, baseOf(call), call.services);
  },
});

const readTwinResources: Route = route({
  id: 'readTwinResources',
  method: 'GET',
  path: '/twins/{id}/resources',
  tag: 'twins',
  summary: 'What a twin expects as FHIR R4: a RiskAssessment with its Provenance',
  permission: 'twin:read',
  params: z.strictObject({ id: twinIdSchema }),
  reply: bundleSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  async perform({ params: { id } }, call): Promise<InsightBundle> {
    const { runtime, record, clock } = call.services;
    const twin = runtime.summary(id);
    const readings = await record.events.readSubject(twin.subject as SubjectRef, {
      kinds: ['observation'],
      untilSeq: twin.seq,
      latest: READINGS,
    });
    const at = formatInstant(clock.now());
    const { model, modelVersion, seq } = twin;
    return insightBundle(
      id,
      riskResources(twin, at),
      { model, modelVersion, seq, readings, at },
      baseOf(call),
    );
  },
});

function baseOf({ incoming }: Call): string {
  return `${incoming.protocol}://${incoming.host}`;
}

/** Insights as resources. */
export const INSIGHT_ROUTES: readonly Route[] = [readAlertResources, readTwinResources];
