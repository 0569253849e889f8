import type { Intervention, InterventionType } from '@twinward/contract';

const MINUTE = 60_000;
/** Grams of carbohydrate eaten per minute, as in the reference simulator. */
const PACE = 5;

/** What can be done to a person on a pump; amounts in the units that pumps and food labels use. */
export const TREATMENTS: readonly InterventionType[] = [
  {
    name: 'carbohydrate',
    label: 'Carbohydrate',
    fields: [
      { name: 'grams', label: 'Carbohydrate', unit: 'g', minimum: 1, maximum: 300, default: 15, step: 1 },
    ],
    acts: 'eaten at 5 g/min into the stomach (Qsto1)',
    lasting: false,
  },
  {
    name: 'bolus',
    label: 'Insulin bolus',
    code: { system: 'http://snomed.info/sct', code: '325072002', display: 'Insulin, rapid acting' },
    fields: [
      {
        name: 'units',
        label: 'Rapid-acting insulin',
        unit: '[iU]',
        minimum: 0.05,
        maximum: 30,
        default: 1,
        step: 0.05,
      },
    ],
    acts: 'infused under the skin (Isc1) within one minute',
    lasting: false,
  },
  {
    name: 'basal-change',
    label: 'Temporary basal rate',
    fields: [
      {
        name: 'percent',
        label: 'Of the programmed rate',
        unit: '%',
        minimum: 0,
        maximum: 300,
        default: 50,
        step: 5,
      },
      { name: 'durationMinutes', label: 'For', unit: 'min', minimum: 5, maximum: 1440, default: 60, step: 5 },
    ],
    acts: 'multiplies the basal infusion under the skin (Isc1) for its duration',
    lasting: true,
  },
  {
    name: 'suspend',
    label: 'Suspend the pump',
    fields: [
      { name: 'durationMinutes', label: 'For', unit: 'min', minimum: 5, maximum: 720, default: 60, step: 5 },
    ],
    acts: 'stops the basal infusion for its duration',
    lasting: true,
  },
];

/** A stretch of time, milliseconds since the epoch, in which something flows at a constant rate. */
export interface Flow {
  readonly from: number;
  readonly to: number;
  readonly rate: number;
}

/** What a schedule makes flow: meals (g/min, one after another), boluses (U/min), and the factor on the basal rate. */
export interface Treatment {
  readonly meals: readonly Flow[];
  readonly boluses: readonly Flow[];
  readonly basalFactors: readonly Flow[];
}

/** Turns interventions (by rising time) into flows; a meal begun while another is eaten waits its turn; the latest basal order holds. */
export function treatmentOf(interventions: readonly Intervention[]): Treatment {
  const meals: Flow[] = [];
  const boluses: Flow[] = [];
  const basalFactors: Flow[] = [];
  let eatenUntil = Number.NEGATIVE_INFINITY;
  for (const { type, effectiveAt, amounts } of interventions) {
    if (type === 'carbohydrate') {
      const from = Math.max(effectiveAt, eatenUntil);
      eatenUntil = from + ((amounts.grams ?? 0) / PACE) * MINUTE;
      meals.push({ from, to: eatenUntil, rate: PACE });
    } else if (type === 'bolus') {
      boluses.push({ from: effectiveAt, to: effectiveAt + MINUTE, rate: amounts.units ?? 0 });
    } else if (type === 'basal-change' || type === 'suspend') {
      const rate = type === 'suspend' ? 0 : (amounts.percent ?? 100) / 100;
      basalFactors.push({
        from: effectiveAt,
        to: effectiveAt + (amounts.durationMinutes ?? 0) * MINUTE,
        rate,
      });
    }
  }
  return { meals, boluses, basalFactors };
}

/** The sum of the flows that run at an instant. */
export function flowAt(flows: readonly Flow[], at: number): number {
  let sum = 0;
  for (const flow of flows) if (flow.from <= at && at < flow.to) sum += flow.rate;
  return sum;
}

/** The factor on the basal rate at an instant: that of the latest order in force, else 1. */
export function basalFactorAt(flows: readonly Flow[], at: number): number {
  let factor = 1;
  for (const flow of flows) if (flow.from <= at && at < flow.to) factor = flow.rate;
  return factor;
}
