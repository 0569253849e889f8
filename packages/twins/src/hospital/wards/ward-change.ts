import { type Instant, TwinwardError } from '@twinward/contract';
import { type Acting, actsAt, type Surge } from '../beds/bed-change.ts';

/** What is done to one ward, or happens to it or to who comes. */
export type WardChange = Acting &
  (
    | {
        /** Nobody is laid into the ward; with `empty`, who lies in it moves on as soon as another ward has a bed for them. */
        readonly do: 'close';
        readonly unit: string;
        readonly empty: boolean;
      }
    /** So many beds more, or fewer below 0; who lies in them stays. */
    | { readonly do: 'beds'; readonly unit: string; readonly beds: number }
    | Surge
    /** Who lies in the ward, or in any, and who is laid there meanwhile leaves so many hours earlier, but not before it begins. */
    | { readonly do: 'discharge-earlier'; readonly unit: string | null; readonly earlier: number }
  );

/** Beds that a ward has for patients while changes act: those staffed, more or fewer; none while it is closed. */
export function bedsAt(unit: string, staffed: number, changes: readonly WardChange[], at: number): number {
  let beds = staffed;
  for (const change of changes) {
    if (!('unit' in change) || change.unit !== unit || !actsAt(change, at)) continue;
    if (change.do === 'close') return 0;
    if (change.do === 'beds') beds += change.beds;
  }
  return Math.max(0, beds);
}

/** Throws `scenario.invalid`, naming the field, for changes of wards or specialties that the hospital has not, or out of range. */
export function checkWardChanges(
  changes: readonly WardChange[],
  {
    at,
    units,
    specialties,
  }: { readonly at: Instant; readonly units: readonly string[]; readonly specialties: readonly string[] },
): void {
  for (const [k, change] of changes.entries()) {
    const refuse = (field: string, message: string, remedy: string): never => {
      throw new TwinwardError('scenario.invalid', message, { field: `changes[${k}].${field}`, remedy });
    };
    const within = (field: string, value: number, low: number, high: number): void => {
      if (!(value >= low && value <= high))
        refuse(field, `${value} is out of range`, `give ${low} to ${high}`);
    };
    if (change.from < at) refuse('from', 'the change begins in the past', 'let it begin now or later');
    within('hours', change.hours, 1, 168);
    if ('unit' in change && change.unit !== null && !units.includes(change.unit))
      refuse('unit', 'the hospital has no such ward', `use one of ${units.join(', ')}`);
    if (change.do === 'beds') within('beds', change.beds, -500, 500);
    if (change.do === 'surge') within('percent', change.percent, 0, 300);
    if (change.do === 'surge' && change.specialty !== null && !specialties.includes(change.specialty))
      refuse('specialty', 'nobody of such a specialty is known', `use one of ${specialties.join(', ')}`);
    if (change.do === 'discharge-earlier') within('earlier', change.earlier, 0.5, 48);
  }
}
