// A hospital's beds: what happens to them, and how they stand.
import { subjectRef, TwinwardError } from '@twinward/contract';
import { BedState, hospitalBeds } from '@twinward/twins/hospital';
import { z } from 'zod';
import { type Acknowledgement, acknowledgementSchema } from '../schemas/acknowledgement-schema.ts';
import { adtEventSchema } from '../schemas/adt-event-schema.ts';
import { type BedBoard, bedBoardSchema } from '../schemas/bed-board-schema.ts';
import { subjectSchema, twinIdSchema } from '../schemas/identity-schema.ts';
import { acknowledge } from '../views/acknowledge.ts';
import { bedBoardView } from '../views/bed-board-view.ts';
import { bedMovements, movementsSince } from '../views/bed-movements.ts';
import { type Route, route } from './route.ts';

/** Boards by the state that they show: many look at one hospital, and its forecast takes a while. */
const boards = new WeakMap<Uint8Array, { readonly at: number; readonly board: BedBoard }>();

const readBedBoard: Route = route({
  id: 'readBedBoard',
  method: 'GET',
  path: '/twins/{id}/beds',
  tag: 'twins',
  summary:
    'Every bed and who lies in it, when patients will probably leave, and the beds needed for 72 hours against those staffed',
  permission: 'twin:read',
  params: z.strictObject({ id: twinIdSchema }),
  reply: bedBoardSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  async perform({ params: { id } }, { services: { runtime, record } }): Promise<BedBoard> {
    const { model, belief } = await runtime.stateOf(id);
    if (model !== hospitalBeds.name)
      throw new TwinwardError('request.unsupported', 'the twin has no beds', {
        field: 'id',
        remedy: `ask for a twin of the model ${hospitalBeds.name}`,
      });
    const state = belief.structures![0]!;
    const known = boards.get(state);
    if (known !== undefined && known.at === belief.at) return known.board;
    const { subject } = runtime.detail(id);
    const recorded = await record.events.readSubject(subjectRef(subject), {
      kinds: ['adt'],
      from: movementsSince(belief.at),
      to: belief.at,
    });
    const board = bedBoardView(BedState.read(state), belief.at, bedMovements(recorded, belief.at));
    boards.set(state, { at: belief.at, board });
    return board;
  },
});

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
export const BED_ROUTES: readonly Route[] = [readBedBoard, recordHappenings];
