// What a twin knows, why, and how well: history, belief, cycle, explanation, knowledge.
import { addSeconds, TwinwardError } from '@twinward/contract';
import type { BeliefView, CycleView, ExplanationView, HistoryView, KnowledgeView } from '@twinward/runtime';
import { z } from 'zod';
import { beliefSchema } from '../schemas/belief-schema.ts';
import { cycleSchema } from '../schemas/cycle-schema.ts';
import { explanationSchema } from '../schemas/explanation-schema.ts';
import { historySchema } from '../schemas/history-schema.ts';
import { twinIdSchema } from '../schemas/identity-schema.ts';
import { instantSchema } from '../schemas/instant-schema.ts';
import { knowledgeSchema } from '../schemas/knowledge-schema.ts';
import { wholeNumberSchema } from '../schemas/whole-number-schema.ts';
import { type Route, route } from './route.ts';

const DAY = 86_400;
const LONGEST_HISTORY = 31 * DAY;

const params = z.strictObject({ id: twinIdSchema });

const readHistory: Route = route({
  id: 'readHistory',
  method: 'GET',
  path: '/twins/{id}/history',
  tag: 'twins',
  summary:
    'Readings, interventions and estimates between two instants; the last day unless given, at most 31 days',
  permission: 'twin:read',
  params,
  query: z.strictObject({ from: instantSchema.exactOptional(), to: instantSchema.exactOptional() }),
  reply: historySchema,
  target: ({ params: { id } }) => `twin ${id}`,
  perform({ params: { id }, query }, { services }): Promise<HistoryView> {
    const to = query.to ?? services.clock.now();
    const from = query.from ?? addSeconds(to, -DAY);
    if (from > to || to - from > LONGEST_HISTORY * 1000) {
      throw new TwinwardError('time.invalid', 'the span is reversed or longer than 31 days', {
        field: 'from',
        remedy: 'ask for at most 31 days at a time, from before to',
      });
    }
    return services.runtime.history(id, { from, to });
  },
});

const readBelief: Route = route({
  id: 'readBelief',
  method: 'GET',
  path: '/twins/{id}/belief',
  tag: 'twins',
  summary: 'Any past state (at), as it was known at any time (knownAt or seq)',
  permission: 'twin:read',
  params,
  query: z.strictObject({
    at: instantSchema.exactOptional(),
    knownAt: instantSchema.exactOptional(),
    seq: wholeNumberSchema(0, Number.MAX_SAFE_INTEGER).exactOptional(),
  }),
  reply: beliefSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  perform: ({ params: { id }, query }, { services }): Promise<BeliefView> =>
    services.runtime.belief(id, query),
});

const readCycle: Route = route({
  id: 'readCycle',
  method: 'GET',
  path: '/twins/{id}/cycle',
  tag: 'twins',
  summary:
    'What one cycle looks like, such as a heartbeat: pressures, volumes and flows of the median member and of others that stand for the belief; at any instant with ?at; seen closer with ?of, such as the pressure in each artery with ?of=arterial-tree',
  permission: 'twin:read',
  params,
  query: z.strictObject({
    at: instantSchema.exactOptional(),
    members: wholeNumberSchema(1, 199).exactOptional(),
    of: z.string().max(100).exactOptional(),
  }),
  reply: cycleSchema,
  compressed: true,
  target: ({ params: { id } }) => `twin ${id}`,
  perform: ({ params: { id }, query }, { services }): Promise<CycleView> => services.runtime.cycle(id, query),
});

const explainTwin: Route = route({
  id: 'explainTwin',
  method: 'GET',
  path: '/twins/{id}/explain',
  tag: 'twins',
  summary: 'Why: innovations, parameters against their priors, what acts on the forecast',
  permission: 'twin:read',
  params,
  reply: explanationSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  perform: ({ params: { id } }, { services }): Promise<ExplanationView> => services.runtime.explain(id),
});

const readKnowledge: Route = route({
  id: 'readKnowledge',
  method: 'GET',
  path: '/twins/{id}/knowledge',
  tag: 'twins',
  summary:
    'How well the twin knows: ranks, coverage over time, scatter, what its data can tell; of the last 14 days',
  permission: 'twin:read',
  params,
  query: z.strictObject({ days: wholeNumberSchema(1, 366).exactOptional() }),
  reply: knowledgeSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  perform: ({ params: { id }, query }, { services }): Promise<KnowledgeView> =>
    services.runtime.knowledge(id, query.days ?? 14),
});

/** What a twin knows, why, and how well: history, belief, cycle, explanation, knowledge. */
export const BELIEF_ROUTES: readonly Route[] = [
  readHistory,
  readBelief,
  readCycle,
  explainTwin,
  readKnowledge,
];
