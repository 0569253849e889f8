import type { Instant, Intervention, InterventionField, InterventionType } from '@twinward/contract';
import { pow } from '@twinward/simulate';
import { treatmentField } from '../../circulation/twin/treatment-field.ts';
import type { VentilatorSettings } from '../breathing/ventilator.ts';

const MINUTE = 60_000;
const SEA_LEVEL = 760;

const lasting = (usual: number): InterventionField =>
  treatmentField('durationMinutes', 'For', 'min', [1, usual, 1440, 1]);
const PEEP = treatmentField('peep', 'PEEP', 'cm[H2O]', [0, 5, 25, 1]);
const OXYGEN = treatmentField('oxygen', 'Oxygen', '%', [21, 40, 100, 1]);
const RATE = treatmentField('rate', 'Rate', '/min', [6, 16, 40, 1]);
const RATIO = treatmentField('expiratory', 'Expiration for one of inspiration', '1', [0.5, 2, 6, 0.1]);

/** What can be done to breathing. Drugs are given by their effect, because doses act differently on everyone. */
export const TREATMENTS: readonly InterventionType[] = [
  {
    name: 'volume-control',
    label: 'Ventilator, volume control',
    fields: [
      treatmentField('volume', 'Tidal volume', 'mL', [150, 450, 1000, 10]),
      RATE,
      PEEP,
      OXYGEN,
      RATIO,
      lasting(60),
    ],
    acts: 'drives V_in at constant flow with a pause of a tenth of the inspiration; the muscles rest',
    lasting: true,
  },
  {
    name: 'pressure-control',
    label: 'Ventilator, pressure control',
    fields: [
      treatmentField('pressure', 'Pressure above PEEP', 'cm[H2O]', [2, 14, 40, 1]),
      RATE,
      PEEP,
      OXYGEN,
      RATIO,
      lasting(60),
    ],
    acts: 'sets P_ao to PEEP and, during inspiration, to the pressure above it; the muscles rest',
    lasting: true,
  },
  {
    name: 'pressure-support',
    label: 'Ventilator, pressure support',
    fields: [
      treatmentField('pressure', 'Support above PEEP', 'cm[H2O]', [0, 8, 30, 1]),
      PEEP,
      OXYGEN,
      lasting(60),
    ],
    acts: 'adds to P_ao while the muscles pull, at their own rate',
    lasting: true,
  },
  {
    name: 'oxygen',
    label: 'Oxygen by cannula or mask',
    fields: [treatmentField('flow', 'Flow', 'L/min', [0.5, 2, 15, 0.5]), lasting(60)],
    acts: 'F_I = 0.21 + 0.79 flow / (V_T / T_I), at most 1: the oxygen is breathed in with room air',
    lasting: true,
  },
  {
    name: 'venturi',
    label: 'Oxygen by Venturi mask',
    fields: [treatmentField('oxygen', 'Oxygen', '%', [24, 28, 60, 1]), lasting(60)],
    acts: 'sets F_I',
    lasting: true,
  },
  {
    name: 'depressant',
    label: 'Drug that depresses breathing',
    fields: [
      treatmentField('rate', 'Loss of rate', '%', [0, 30, 100, 5]),
      treatmentField('effort', 'Loss of effort', '%', [0, 30, 100, 5]),
      lasting(60),
    ],
    acts: 'multiplies the rate and P_mus that the drive comes to, while it acts',
    lasting: true,
  },
  {
    name: 'airways',
    label: 'Bronchodilator or bronchospasm',
    fields: [treatmentField('resistance', 'Change of resistance', '%', [-70, -30, 400, 5]), lasting(240)],
    acts: 'multiplies the resistance of all airways, while it acts',
    lasting: true,
  },
  {
    name: 'metabolism',
    label: 'Fever, shivering or sedation',
    fields: [treatmentField('change', 'Change of metabolism', '%', [-40, 20, 200, 5]), lasting(60)],
    acts: 'multiplies MO2 and MCO2, while it acts',
    lasting: true,
  },
  {
    name: 'altitude',
    label: 'Altitude',
    fields: [treatmentField('metres', 'Above the sea', 'm', [0, 2500, 6000, 100]), lasting(60)],
    acts: 'lowers the barometric pressure as in the standard atmosphere (ICAO doc 7488)',
    lasting: true,
  },
];

/** How oxygen reaches the airway of one who breathes without a ventilator. */
export type OxygenSource =
  | { readonly kind: 'air' }
  | { readonly kind: 'flow'; readonly litres: number }
  | { readonly kind: 'fraction'; readonly fraction: number };

/** What is done to breathing at one instant. */
export interface Treatment {
  readonly ventilator: VentilatorSettings | null;
  readonly oxygen: OxygenSource;
  /** Factors on the rate and effort of the muscles, the resistance of the airways and metabolism. */
  readonly rate: number;
  readonly effort: number;
  readonly resistance: number;
  readonly metabolism: number;
  /** mmHg. */
  readonly barometric: number;
}

/** Nothing is done. */
export const UNTREATED: Treatment = {
  ventilator: null,
  oxygen: { kind: 'air' },
  rate: 1,
  effort: 1,
  resistance: 1,
  metabolism: 1,
  barometric: SEA_LEVEL,
};

const end = ({ effectiveAt, amounts }: Intervention): number =>
  effectiveAt + (amounts.durationMinutes ?? 0) * MINUTE;

/** All that is done at an instant; of ventilators, of oxygen and of altitudes the latest holds, factors given together multiply. */
export function treatmentAt(interventions: readonly Intervention[], at: Instant): Treatment {
  let treatment = UNTREATED;
  for (const intervention of interventions) {
    if (!(intervention.effectiveAt <= at && at < end(intervention))) continue;
    treatment = { ...treatment, ...changed(treatment, intervention) };
  }
  return treatment;
}

function changed(treatment: Treatment, { type, amounts }: Intervention): Partial<Treatment> {
  const factor = (name: string): number => 1 + amounts[name]! / 100;
  switch (type) {
    case 'volume-control':
    case 'pressure-control':
    case 'pressure-support':
      return { ventilator: settings(type, amounts) };
    case 'oxygen':
      return { oxygen: { kind: 'flow', litres: amounts.flow! } };
    case 'venturi':
      return { oxygen: { kind: 'fraction', fraction: amounts.oxygen! / 100 } };
    case 'depressant':
      return {
        rate: treatment.rate * (1 - amounts.rate! / 100),
        effort: treatment.effort * (1 - amounts.effort! / 100),
      };
    case 'airways':
      return { resistance: treatment.resistance * factor('resistance') };
    case 'metabolism':
      return { metabolism: treatment.metabolism * factor('change') };
    case 'altitude':
      return { barometric: SEA_LEVEL * pow(1 - 2.25577e-5 * amounts.metres!, 5.25588) };
    default:
      return {};
  }
}

function settings(
  mode: VentilatorSettings['mode'],
  { rate, peep, oxygen, expiratory, volume, pressure }: Readonly<Record<string, number>>,
): VentilatorSettings {
  const common = { peep: peep!, oxygen: oxygen! / 100 };
  if (mode === 'pressure-support') return { mode, ...common, pressure: pressure! };
  const timed = { ...common, rate: rate!, expiratory: expiratory! };
  return mode === 'volume-control'
    ? { mode, ...timed, tidalVolume: volume! }
    : { mode, ...timed, pressure: pressure! };
}

/** Instants in (from, to) at which something begins or ends. */
export function changesBetween(
  interventions: readonly Intervention[],
  from: number,
  to: number,
): readonly number[] {
  const changes = interventions.flatMap((one) => [one.effectiveAt, end(one)]);
  return [...new Set(changes.filter((at) => from < at && at < to))];
}
