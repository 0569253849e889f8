// A hospital's beds: what happens to them, and how they stand.
import { type Instant, subjectRef, TwinwardError } from '@twinward/contract';
import { BedState, hospitalBeds } from '@twinward/twins/hospital';
import { z } from 'zod';
import type { WardWork } from '../hospital/forecast-wards.ts';
import { inThread } from '../hospital/in-thread.ts';
import type { ComparedWardWork } from '../hospital/ward-comparison.ts';
import { abandoned } from '../http/abandoned.ts';
import { type Acknowledgement, acknowledgementSchema } from '../schemas/acknowledgement-schema.ts';
import { adtEventSchema } from '../schemas/adt-event-schema.ts';
import { type BedBoard, bedBoardSchema } from '../schemas/bed-board-schema.ts';
import { subjectSchema, twinIdSchema } from '../schemas/identity-schema.ts';
import { instantSchema } from '../schemas/instant-schema.ts';
import {
  type ProposedWardChange,
  type WardComparisonView,
  wardChangeSchema,
  wardComparisonSchema,
} from '../schemas/ward-comparison-schema.ts';
import { type WardForecasts, wardForecastsSchema } from '../schemas/ward-forecast-schema.ts';
import type { Services } from '../services.ts';
import { acknowledge } from '../views/acknowledge.ts';
import { bedBoardView } from '../views/bed-board-view.ts';
import { bedMovements, movementsSince } from '../views/bed-movements.ts';
import { boardContext, contextWindow } from '../views/board-context.ts';
import { type Route, route } from './route.ts';

/** Boards by the state that they show: many look at one hospital, and its forecast takes a while. */
const boards = new WeakMap<Uint8Array, { readonly at: number; readonly board: BedBoard }>();
const wards = new WeakMap<Uint8Array, { readonly at: number; readonly reply: Promise<WardForecasts> }>();
/** Seconds after which a forecast of wards is given up. */
const LONGEST = 60;

const params = z.strictObject({ id: twinIdSchema });
const pastSchema = z.strictObject({
  at: instantSchema.exactOptional(),
  known: z.enum(['then', 'now']).exactOptional(),
});

const readBedBoard: Route = route({
  id: 'readBedBoard',
  method: 'GET',
  path: '/twins/{id}/beds',
  tag: 'twins',
  summary:
    'Every bed and who lies in it, when patients will probably leave, and the beds needed for 72 hours against those staffed; as it was with ?at, by what is known now or with known=then by what was known then',
  permission: 'twin:read',
  params,
  query: pastSchema,
  reply: bedBoardSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  async perform({ params: { id }, query: { at, known = 'now' } }, { services }): Promise<BedBoard> {
    const { runtime, record } = services;
    const { state, at: stands } = await bedsAt(services, id, at, known);
    const subject = subjectRef(runtime.detail(id).subject);
    if (at !== undefined) {
      const recorded = await record.events.readSubject(subject, { kinds: ['adt'], ...contextWindow(at) });
      return bedBoardView(BedState.read(state), at, boardContext(recorded, at, known));
    }
    const shown = boards.get(state);
    if (shown !== undefined && shown.at === stands) return shown.board;
    const recorded = await record.events.readSubject(subject, {
      kinds: ['adt'],
      from: movementsSince(stands),
      to: stands,
    });
    const past = bedMovements(recorded, stands);
    const board = bedBoardView(BedState.read(state), stands, { past, lookBack: null, leftAt: new Map() });
    boards.set(state, { at: stands, board });
    return board;
  },
});

const readWardForecasts: Route = route({
  id: 'readWardForecasts',
  method: 'GET',
  path: '/twins/{id}/wards',
  tag: 'twins',
  summary:
    'Beds needed in each ward for 72 hours against those staffed, how often they will be too few, how such forecasts came true, and where patients are laid and move; as it was with ?at',
  permission: 'twin:read',
  params,
  query: pastSchema,
  reply: wardForecastsSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  async perform({ params: { id }, query: { at, known = 'now' } }, { services }): Promise<WardForecasts> {
    const beds = await bedsAt(services, id, at, known);
    const shown = wards.get(beds.state);
    if (shown !== undefined && shown.at === beds.at) return shown.reply;
    const reply = inThread<WardForecasts>(
      new URL('../hospital/forecast-wards-worker.ts', import.meta.url),
      beds satisfies WardWork,
      { seconds: LONGEST, remedy: 'ask again when the server is less busy' },
    );
    wards.set(beds.state, { at: beds.at, reply });
    reply.catch(() => wards.delete(beds.state));
    return reply;
  },
});

const compareWards: Route = route<
  { id: string },
  undefined,
  { readonly changes: readonly ProposedWardChange[] },
  WardComparisonView
>({
  id: 'compareWards',
  method: 'POST',
  path: '/twins/{id}/wards/what-if',
  tag: 'twins',
  summary:
    'What if a ward is closed, has more or fewer beds, more patients come, or they leave earlier: every ward over 72 hours, in 500 futures with it and the same without it; nothing is kept',
  permission: 'twin:simulate',
  params,
  body: z
    .strictObject({ changes: z.array(wardChangeSchema).min(1).max(20) })
    .meta({ id: 'WardComparisonRequest' }),
  reply: wardComparisonSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  async perform({ params: { id }, body: { changes } }, { services, outgoing }): Promise<WardComparisonView> {
    const beds = await bedsAt(services, id, undefined, 'now');
    return inThread<WardComparisonView>(
      new URL('../hospital/compare-wards-worker.ts', import.meta.url),
      { ...beds, changes } satisfies ComparedWardWork,
      { signal: abandoned(outgoing), seconds: LONGEST, remedy: 'ask again when the server is less busy' },
    );
  },
});

/** The state of a hospital's beds, and its instant. */
async function bedsAt(
  { runtime, clock }: Services,
  id: string,
  at: Instant | undefined,
  known: 'then' | 'now',
): Promise<WardWork> {
  if (runtime.detail(id).model !== hospitalBeds.name)
    throw new TwinwardError('request.unsupported', 'the twin has no beds', {
      field: 'id',
      remedy: `ask for a twin of the model ${hospitalBeds.name}`,
    });
  if (at !== undefined && at > clock.now())
    throw new TwinwardError('request.invalid', 'the instant asked for has not come yet', {
      field: 'at',
      remedy: 'leave it out for the present, or ask for an instant of the past',
    });
  const point = at === undefined ? {} : known === 'then' ? { at, knownAt: at } : { at };
  const { belief } = await runtime.stateOf(id, point);
  return { state: belief.structures![0]!, at: at ?? belief.at };
}

const recordHappenings: Route = route({
  id: 'recordHappenings',
  method: 'POST',
  path: '/happenings',
  tag: 'record',
  summary:
    'Up to 1,000 admissions, transfers, discharges and what else ADT messages tell; a cancellation takes back what it means',
  permission: 'observation:write',
  body: z
    .strictObject({
      subject: subjectSchema,
      system: z.string().min(1).max(120),
      events: z.array(adtEventSchema).min(1).max(1000),
    })
    .meta({ id: 'HappeningBatch' }),
  reply: acknowledgementSchema,
  target: ({ body }) => body.subject,
  async perform({ body: { subject, system, events } }, call): Promise<Acknowledgement> {
    const { happenings, runtime } = call.services;
    return happenings.tell(subject, system, events, async (told) =>
      acknowledge(told.length === 0 ? [] : await runtime.record(told, call.takeAudit())),
    );
  },
});

/** A hospital's beds: what happens to them, and how they stand. */
export const BED_ROUTES: readonly Route[] = [readBedBoard, readWardForecasts, compareWards, recordHappenings];
