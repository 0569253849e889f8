// What-ifs across all twins of a subject: answered at once, or as work that tells how far it is; kept ones.
import type { ComparisonRunView, KeptComparisonView, SubjectComparisonView } from '@twinward/runtime';
import { z } from 'zod';
import { abandoned } from '../http/abandoned.ts';
import { codingSchema } from '../schemas/coding-schema.ts';
import { comparisonRunSchema, keptComparisonSchema } from '../schemas/comparison-run-schema.ts';
import { subjectSchema, twinIdSchema } from '../schemas/identity-schema.ts';
import { instantSchema } from '../schemas/instant-schema.ts';
import { subjectComparisonSchema } from '../schemas/subject-comparison-schema.ts';
import { type Route, route } from './route.ts';

const subjectParams = z.strictObject({ subject: subjectSchema });
const runParams = z.strictObject({ run: z.uuid() });

const proposalSchema = z
  .strictObject({
    type: z.string().min(1).max(60).exactOptional(),
    code: codingSchema.exactOptional(),
    twin: twinIdSchema.exactOptional(),
    at: instantSchema.exactOptional(),
    inMinutes: z.number().min(0).max(10_080).exactOptional(),
    amounts: z.record(z.string().max(60), z.number()),
  })
  .meta({
    id: 'SubjectProposal',
    description:
      'by type or code, for one twin or for all of the subject that know it; at an instant, or in so many minutes (0 without either)',
  });

const requestSchema = z
  .strictObject({
    interventions: z.array(proposalSchema).min(1).max(50),
    minutes: z.int().min(5).max(10_080).exactOptional(),
    size: z.int().min(20).max(5000).exactOptional(),
    aims: z.array(z.string().min(1).max(100)).max(50).exactOptional(),
    seq: z.int().min(0).exactOptional(),
    knownAt: instantSchema.exactOptional(),
  })
  .meta({ id: 'SubjectComparisonRequest' });

const compareSubject: Route = route({
  id: 'compareSubject',
  method: 'POST',
  path: '/subjects/{subject}/comparisons',
  tag: 'subjects',
  summary:
    'What if, across all twins of a subject: branched from one position, coupled, with the same draws as the baseline',
  permission: 'twin:simulate',
  params: subjectParams,
  body: requestSchema,
  reply: subjectComparisonSchema,
  target: ({ params: { subject } }) => subject,
  perform: ({ params: { subject }, body }, { services, outgoing }): Promise<SubjectComparisonView> =>
    services.runtime.subjects.compare(subject, body, abandoned(outgoing)),
});

const listComparisons: Route = route({
  id: 'listComparisons',
  method: 'GET',
  path: '/subjects/{subject}/comparisons',
  tag: 'subjects',
  summary: 'What-ifs across the twins of a subject that were kept, as they were computed, the latest first',
  permission: 'twin:read',
  params: subjectParams,
  reply: z.strictObject({ kept: z.array(keptComparisonSchema) }).meta({ id: 'KeptComparisonList' }),
  target: ({ params: { subject } }) => subject,
  async perform({ params: { subject } }, { services }): Promise<{ kept: KeptComparisonView[] }> {
    return { kept: [...(await services.runtime.subjects.runs.kept(subject))] };
  },
});

const startComparison: Route = route({
  id: 'startComparison',
  method: 'POST',
  path: '/subjects/{subject}/comparison-runs',
  tag: 'subjects',
  summary: 'Begins the same what-if as work that tells how far it is and can be cancelled and resumed',
  permission: 'twin:simulate',
  status: 201,
  params: subjectParams,
  body: requestSchema,
  reply: comparisonRunSchema,
  target: ({ params: { subject } }) => subject,
  async perform({ params: { subject }, body }, { services, actor }): Promise<ComparisonRunView> {
    return services.runtime.subjects.runs.start(subject, body, actor?.name ?? '');
  },
});

const readComparison: Route = route({
  id: 'readComparison',
  method: 'GET',
  path: '/comparison-runs/{run}',
  tag: 'subjects',
  summary: 'How far a what-if is, and its result once it is done',
  permission: 'twin:simulate',
  params: runParams,
  reply: comparisonRunSchema,
  target: ({ params: { run } }) => `run ${run}`,
  async perform({ params: { run } }, { services }): Promise<ComparisonRunView> {
    return services.runtime.subjects.runs.read(run);
  },
});

const cancelComparison: Route = route({
  id: 'cancelComparison',
  method: 'DELETE',
  path: '/comparison-runs/{run}',
  tag: 'subjects',
  summary: 'Stops a what-if; what it has finished is there when it is resumed',
  permission: 'twin:simulate',
  params: runParams,
  reply: comparisonRunSchema,
  target: ({ params: { run } }) => `run ${run}`,
  async perform({ params: { run } }, { services }): Promise<ComparisonRunView> {
    return services.runtime.subjects.runs.cancel(run);
  },
});

const resumeComparison: Route = route({
  id: 'resumeComparison',
  method: 'POST',
  path: '/comparison-runs/{run}/resume',
  tag: 'subjects',
  summary: 'Goes on with a what-if that was cancelled or failed, from the same position of the record',
  permission: 'twin:simulate',
  params: runParams,
  reply: comparisonRunSchema,
  target: ({ params: { run } }) => `run ${run}`,
  async perform({ params: { run } }, { services }): Promise<ComparisonRunView> {
    return services.runtime.subjects.runs.resume(run);
  },
});

const keepComparison: Route = route({
  id: 'keepComparison',
  method: 'POST',
  path: '/comparison-runs/{run}/keep',
  tag: 'subjects',
  summary: 'Keeps the result of a what-if under a name',
  permission: 'twin:simulate',
  status: 201,
  params: runParams,
  body: z.strictObject({ name: z.string().trim().min(1).max(120) }).meta({ id: 'KeepComparisonRequest' }),
  reply: keptComparisonSchema,
  target: ({ params: { run } }) => `run ${run}`,
  perform: ({ params: { run }, body }, { services, actor }): Promise<KeptComparisonView> =>
    services.runtime.subjects.runs.keep(run, body.name, actor?.name ?? ''),
});

/** What-ifs across all twins of a subject. */
export const COMPARISON_ROUTES: readonly Route[] = [
  compareSubject,
  listComparisons,
  startComparison,
  readComparison,
  cancelComparison,
  resumeComparison,
  keepComparison,
];
