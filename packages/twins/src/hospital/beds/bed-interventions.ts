import type { Intervention, InterventionField, InterventionType } from '@twinward/contract';
import type { BedChange } from './bed-change.ts';

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

/** What interventions do to the beds: nurses away are the beds that they would have cared for. */
export function bedChanges(interventions: readonly Intervention[]): readonly BedChange[] {
  return interventions.map(({ type, effectiveAt, amounts }): BedChange => {
    const acting = { from: effectiveAt, hours: amounts.durationMinutes! / 60 };
    switch (type) {
      case 'surge':
        return { ...acting, do: 'surge', specialty: null, percent: amounts.percent! };
      case 'discharge-earlier':
        return { ...acting, do: 'discharge-earlier', earlier: amounts.hours! };
      default:
        return { ...acting, do: 'beds', beds: -(amounts.beds ?? amounts.nurses! * amounts.patients!) };
    }
  });
}
