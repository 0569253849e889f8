import type { Intervention, InterventionField, InterventionType } from '@twinward/contract';

const DURATION: InterventionField = {
  name: 'durationMinutes',
  label: 'For',
  unit: 'min',
  minimum: 60,
  maximum: 7 * 1440,
  default: 1440,
  step: 60,
};

/** What may be done, or happen, to a hospital's beds. */
export const BED_INTERVENTIONS: readonly InterventionType[] = [
  {
    name: 'surge',
    label: 'More or fewer admissions',
    fields: [
      { name: 'percent', label: 'Of the usual', unit: '%', minimum: 0, maximum: 300, default: 130, step: 5 },
      DURATION,
    ],
    acts: 'the rate of admissions lambda(t) is multiplied while it lasts',
    lasting: true,
  },
  {
    name: 'close-beds',
    label: 'Close beds or a ward',
    fields: [
      { name: 'beds', label: 'Beds', unit: '1', minimum: 1, maximum: 500, default: 8, step: 1 },
      DURATION,
    ],
    acts: 'that many beds take nobody in while it lasts; who lies in them stays',
    lasting: true,
  },
  {
    name: 'staff-sickness',
    label: 'Nurses away',
    fields: [
      { name: 'nurses', label: 'Nurses away', unit: '1', minimum: 1, maximum: 60, default: 2, step: 1 },
      {
        name: 'patients',
        label: 'Patients a nurse cares for',
        unit: '1',
        minimum: 1,
        maximum: 12,
        default: 8,
        step: 1,
      },
      DURATION,
    ],
    acts: 'nurses x patients a nurse cares for are the beds that take nobody in while it lasts',
    lasting: true,
  },
  {
    name: 'discharge-earlier',
    label: 'Discharge earlier',
    fields: [
      { name: 'hours', label: 'Earlier by', unit: 'h', minimum: 0.5, maximum: 48, default: 3, step: 0.5 },
      DURATION,
    ],
    acts: 'who lies in a bed, and who comes while it lasts, leaves that much earlier, but not before it began',
    lasting: true,
  },
];

/** Those that act at an instant. */
export function activeAt(interventions: readonly Intervention[], at: number): readonly Intervention[] {
  return interventions.filter(
    ({ effectiveAt, amounts }) => effectiveAt <= at && at < effectiveAt + amounts.durationMinutes! * 60_000,
  );
}

/** Beds that take nobody in. */
export function bedsClosed(active: readonly Intervention[]): number {
  return active.reduce((sum, { type, amounts }) => {
    if (type === 'close-beds') return sum + amounts.beds!;
    return type === 'staff-sickness' ? sum + amounts.nurses! * amounts.patients! : sum;
  }, 0);
}

/** What multiplies the rate of admissions. */
export function surgeAt(active: readonly Intervention[]): number {
  return active.reduce(
    (factor, { type, amounts }) => (type === 'surge' ? (factor * amounts.percent!) / 100 : factor),
    1,
  );
}

/** Hours by which patients leave earlier. */
export function earlierBy(active: readonly Intervention[]): number {
  return active.reduce(
    (sum, { type, amounts }) => (type === 'discharge-earlier' ? sum + amounts.hours! : sum),
    0,
  );
}
