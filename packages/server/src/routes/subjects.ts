// Subjects as the whole of their twins: who, what happened, what feeds what.
import { addSeconds, TwinwardError } from '@twinward/contract';
import type { CouplingView, SubjectSummary, SubjectView, TimelineView } from '@twinward/runtime';
import { z } from 'zod';
import { subjectSchema, twinIdSchema } from '../schemas/identity-schema.ts';
import { instantSchema } from '../schemas/instant-schema.ts';
import { couplingSchema, subjectSummarySchema, subjectViewSchema } from '../schemas/subject-schema.ts';
import { timelineSchema } from '../schemas/timeline-schema.ts';
import { wholeNumberSchema } from '../schemas/whole-number-schema.ts';
import { isSeen, type Route, route } from './route.ts';

const DAY = 86_400;
const LONGEST_TIMELINE = 31 * DAY;
const PAGE = 200;

const params = z.strictObject({ subject: subjectSchema });

const listSubjects: Route = route({
  id: 'listSubjects',
  method: 'GET',
  path: '/subjects',
  tag: 'subjects',
  summary: 'Everyone and everything that is mirrored, each with its twins',
  permission: 'twin:read',
  reply: z.strictObject({ subjects: z.array(subjectSummarySchema) }).meta({ id: 'SubjectList' }),
  target: (_input, confinedTo) => confinedTo ?? 'subjects',
  async perform(_input, { services, actor }): Promise<{ subjects: SubjectSummary[] }> {
    const all = services.runtime.subjects.list();
    return { subjects: all.filter(({ subject }) => isSeen(subject, actor)) };
  },
});

const readSubject: Route = route({
  id: 'readSubject',
  method: 'GET',
  path: '/subjects/{subject}',
  tag: 'subjects',
  summary:
    'One subject: twins, what they estimate, couplings, and what changed since an instant (24 hours ago)',
  permission: 'twin:read',
  params,
  query: z.strictObject({ since: instantSchema.exactOptional() }),
  reply: subjectViewSchema,
  target: ({ params: { subject } }) => subject,
  perform: ({ params: { subject }, query }, { services }): Promise<SubjectView> =>
    services.runtime.subjects.read(subject, query.since),
});

const readTimeline: Route = route({
  id: 'readTimeline',
  method: 'GET',
  path: '/subjects/{subject}/timeline',
  tag: 'subjects',
  summary:
    'What happened, newest first; the last day unless given, at most 31 days; the next page with before',
  permission: 'twin:read',
  params,
  query: z.strictObject({
    from: instantSchema.exactOptional(),
    to: instantSchema.exactOptional(),
    before: instantSchema.exactOptional(),
    limit: wholeNumberSchema(1, 1000).exactOptional(),
  }),
  reply: timelineSchema,
  target: ({ params: { subject } }) => subject,
  perform({ params: { subject }, query }, { services }): Promise<TimelineView> {
    const to = query.to ?? services.clock.now();
    const from = query.from ?? addSeconds(to, -DAY);
    if (from > to || to - from > LONGEST_TIMELINE * 1000) {
      throw new TwinwardError('time.invalid', 'the span is reversed or longer than 31 days', {
        field: 'from',
        remedy: 'ask for at most 31 days at a time, from before to',
      });
    }
    const { before, limit = PAGE } = query;
    return services.runtime.subjects.timeline(subject, { from, to, before, limit });
  },
});

const coupleTwins: Route = route({
  id: 'coupleTwins',
  method: 'POST',
  path: '/subjects/{subject}/couplings',
  tag: 'subjects',
  summary:
    'Let an output of one twin feed an input of a twin of the subject, or end that; recorded as an event',
  permission: 'twin:open',
  params,
  body: z
    .strictObject({
      from: z.strictObject({ twin: twinIdSchema, output: z.string().min(1).max(100) }),
      to: z.strictObject({ twin: twinIdSchema, input: z.string().min(1).max(100) }),
      delay: z.number().min(0).max(86_400).default(0),
      ended: z.boolean().default(false),
    })
    .meta({ id: 'CouplingRequest' }),
  reply: z.strictObject({ couplings: z.array(couplingSchema) }).meta({ id: 'CouplingList' }),
  target: ({ params: { subject } }) => subject,
  async perform({ params: { subject }, body }, call): Promise<{ couplings: CouplingView[] }> {
    const { runtime } = call.services;
    const { ended, ...coupling } = body;
    if (runtime.summary(coupling.to.twin).subject !== subject) {
      throw new TwinwardError('coupling.invalid', 'the twin that is fed is of another subject', {
        field: 'to.twin',
        remedy: 'couple into a twin of this subject',
      });
    }
    await runtime.couple(coupling, ended, call.takeAudit());
    return { couplings: [...runtime.subjects.couplings(subject)] };
  },
});

/** Subjects as the whole of their twins: who, what happened, what feeds what. */
export const SUBJECT_ROUTES: readonly Route[] = [listSubjects, readSubject, readTimeline, coupleTwins];
