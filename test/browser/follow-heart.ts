import { askServer } from './ask-server.ts';
import type { World } from './open-world.ts';

/** Vital signs of half an hour: heart rate, systolic, diastolic, central venous pressure. */
const VITALS: readonly (readonly [number, number, number, number])[] = [
  [72, 124, 77, 6],
  [74, 121, 76, 5],
  [73, 122, 74, 6],
  [76, 119, 75, 7],
  [75, 120, 74, 6],
  [77, 118, 73, 6],
  [76, 121, 75, 7],
];
const CODES = ['8867-4', '8480-6', '8462-4', '60985-9'] as const;
const UNITS = ['/min', 'mm[Hg]', 'mm[Hg]', 'mm[Hg]'] as const;

/** Opens a twin of the heart of somebody the demo shows already, and tells it half an hour of vital signs. */
export async function followHeart(world: World, person: string): Promise<string> {
  const { read, send } = await askServer(world);
  const { latest, openedAt, subject, label } = await read<{
    readonly latest: { readonly at: string } | null;
    readonly openedAt: string;
    readonly subject: string;
    readonly label: string;
  }>(`/twins/${person}`);
  const end = Date.parse(latest?.at ?? openedAt);
  const at = (k: number): string => new Date(end - (VITALS.length - 1 - k) * 300_000).toISOString();
  const id = `${person}-heart`;
  const opening = { id, subject, label, origin: 'simulated', model: 'circulation', facts: {}, at: at(-1) };
  await send('/twins', opening);
  const observations = VITALS.flatMap((values, k) =>
    values.map((value, i) => ({
      subject,
      code: { system: 'http://loinc.org', code: CODES[i]! },
      effectiveAt: at(k),
      value: { kind: 'quantity', value, unit: UNITS[i]! },
      source: { system: 'browser-test', id: `${CODES[i]}-${k}` },
    })),
  );
  await send('/observations', { observations });
  return id;
}
