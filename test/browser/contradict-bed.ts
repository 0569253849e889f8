import { askServer } from './ask-server.ts';
import type { World } from './open-world.ts';

/** What is read of a bed board. */
interface Board {
  readonly at: string;
  readonly rows: readonly {
    readonly unit: string;
    readonly room: string | null;
    readonly bed: string;
    readonly patient: { readonly visit: string } | null;
  }[];
}

const TWIN = 'made-up-hospital-beds';

/** Tells the demo's hospital that somebody was admitted into a bed in which another lies; gives the bed, as the board names it. */
export async function contradictBed(world: World, visit: string): Promise<string> {
  const { read, send } = await askServer(world);
  const { at, rows } = await read<Board>(`/twins/${TWIN}/beds`);
  const { unit, room, bed } = rows.find(({ patient }) => patient !== null)!;
  const event = { kind: 'admit', at, messageId: visit, person: visit, visit, place: { unit, room, bed } };
  await send('/happenings', {
    subject: 'Location/made-up-hospital',
    system: 'browser-test',
    events: [event],
  });
  return `${unit}, ${room === null ? '' : `room ${room}, `}bed ${bed}`;
}
