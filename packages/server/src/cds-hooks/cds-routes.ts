// CDS Hooks 2.0: discovery, calls, feedback.
import { randomUUID } from 'node:crypto';
import {
  type CdsFeedback,
  type CdsRequest,
  type CdsResponse,
  type CdsServices,
  cdsFeedbackSchema,
  cdsRequestSchema,
  cdsResponseSchema,
  cdsServicesSchema,
} from '@twinward/connect/cds-hooks';
import { parseInstant, subjectRef, TwinwardError, twinId } from '@twinward/contract';
import { dedupeKey } from '@twinward/runtime';
import { z } from 'zod';
import { type Call, type Route, route } from '../routes/route.ts';
import { advise } from './advise.ts';
import { CDS_SERVICES } from './cds-services.ts';

const params = z.strictObject({ service: z.string().max(100) });

/** Why a clinician may put a card aside. */
const OVERRIDE_REASONS = [
  {
    system: 'https://twinward.org/fhir/override-reason',
    code: 'known',
    display: 'Already known and in hand',
  },
  {
    system: 'https://twinward.org/fhir/override-reason',
    code: 'not-relevant',
    display: 'Not relevant to this patient now',
  },
  {
    system: 'https://twinward.org/fhir/override-reason',
    code: 'not-believed',
    display: 'Does not agree with what I see',
  },
  {
    system: 'https://twinward.org/fhir/override-reason',
    code: 'patient-declines',
    display: 'The patient declines',
  },
];

const discover: Route = route({
  id: 'discoverCdsServices',
  method: 'GET',
  path: '/cds-services',
  tag: 'apps',
  summary: 'The CDS Hooks services offered',
  permission: 'public',
  reply: cdsServicesSchema,
  target: () => 'cds services',
  perform: async (): Promise<CdsServices> => ({ services: CDS_SERVICES }),
});

const callService: Route = route({
  id: 'callCdsService',
  method: 'POST',
  path: '/cds-services/{service}',
  tag: 'apps',
  summary: 'What the twins of a patient say at this moment, as cards',
  permission: 'advice:read',
  params,
  body: cdsRequestSchema,
  reply: cdsResponseSchema,
  target: ({ body: { context } }) => `Patient/${context.patientId}`,
  async perform({ params: { service }, body }, call): Promise<CdsResponse> {
    const started = performance.now();
    checkService(service, body);
    checkPrefetch(body);
    const { services } = call;
    const base = baseOf(call);
    const subject = subjectRef(`Patient/${body.context.patientId}`);
    const givenAt = services.clock.now();
    const givenTo = call.actor?.name ?? '';
    const cards = (await advise(body, services, base)).map(({ twin, provenance, card }) => {
      const uuid = randomUUID();
      services.cards.note({
        card: uuid,
        service,
        subject,
        twin: twinId(twin),
        said: card.summary,
        provenance,
        givenAt,
        givenTo,
      });
      return { uuid, ...card, overrideReasons: OVERRIDE_REASONS };
    });
    tally(call, `${body.hook} · ${service}`, started, cards.length);
    return { cards };
  },
});

const answerCards: Route = route({
  id: 'answerCdsCards',
  method: 'POST',
  path: '/cds-services/{service}/feedback',
  tag: 'apps',
  summary: 'What became of cards: taken up or put aside; it enters the record of their subject',
  permission: 'advice:answer',
  params,
  body: cdsFeedbackSchema,
  reply: z.strictObject({ recorded: z.int() }),
  target: ({ params: { service }, body }) => [
    `service ${service}`,
    ...body.feedback.map(({ card }) => `card ${card}`),
  ],
  async perform({ params: { service }, body }, call): Promise<{ recorded: number }> {
    const started = performance.now();
    const { record } = call.services;
    const appends = body.feedback.map((answer, index) => appendOf(answer, index, service, call));
    await record.events.append(appends, call.takeAudit());
    tally(call, `feedback · ${service}`, started, appends.length);
    return { recorded: appends.length };
  },
});

function appendOf(answer: CdsFeedback['feedback'][number], index: number, service: string, call: Call) {
  const given = call.services.cards.find(answer.card);
  const name = call.actor?.name ?? '';
  if (given === null || given.service !== service || given.givenTo !== name) {
    throw new TwinwardError('resource.missing', 'no such card was given to this system by this service', {
      field: `feedback[${index}].card`,
      row: index + 1,
      remedy: 'send the uuid of a card as it was given, to the service that gave it',
    });
  }
  const { card, twin, said, provenance, subject } = given;
  const event = {
    kind: 'advice' as const,
    twin,
    card,
    service,
    said,
    provenance,
    at: parseInstant(answer.outcomeTimestamp, 'outcomeTimestamp'),
    by: { id: name, role: call.actor?.role ?? '' },
    outcome: answer.outcome,
    reason: answer.overrideReason?.reason?.code ?? null,
    comment: answer.overrideReason?.userComment ?? null,
  };
  return { subject, event, dedupe: dedupeKey(subject, event) };
}

function checkService(service: string, { hook }: CdsRequest): void {
  const found = CDS_SERVICES.find(({ id }) => id === service);
  if (found === undefined) {
    throw new TwinwardError('resource.missing', 'there is no such service', {
      field: 'service',
      remedy: 'GET /cds-services lists them',
    });
  }
  if (found.hook === hook) return;
  throw new TwinwardError('request.invalid', `this service answers ${found.hook}, not ${hook}`, {
    field: 'hook',
    remedy: 'call the service of this hook',
  });
}

/** What was fetched for us must be of the patient the call is about: cards of one person never reach the chart of another. */
function checkPrefetch({ prefetch, context }: CdsRequest): void {
  const patient = prefetch?.patient;
  if (patient === undefined || patient === null) return;
  if (patient.resourceType === 'Patient' && patient.id === context.patientId) return;
  throw new TwinwardError('request.invalid', 'the patient fetched is not the patient of the context', {
    field: 'prefetch.patient',
    remedy: 'send Patient/{{context.patientId}}',
  });
}

function baseOf({ incoming }: Call): string {
  return `${incoming.protocol}://${incoming.host}`;
}

function tally({ actor, services }: Call, what: string, started: number, count: number): void {
  const at = new Date(services.wallClock.now()).toISOString();
  services.apps.calls.add({ app: actor?.name ?? '', at, what, took: performance.now() - started, count });
}

/** The routes of CDS Hooks. */
export const CDS_ROUTES: readonly Route[] = [discover, callService, answerCards];
