import type { Coding, Intervention, InterventionType } from '@twinward/contract';
import type { Covariate, PopulationModel } from '../population/population-model.ts';

const MINUTE = 60_000;
/** The longest infusion, minutes. */
export const LONGEST_INFUSION = 1440;

/** What can be done: an infusion of the drug, and news of each covariate. */
export function treatmentTypes(
  model: PopulationModel,
  dose: { readonly maximum: number; readonly default: number; readonly step: number; readonly code: Coding },
): readonly InterventionType[] {
  return [
    {
      name: infusionOf(model.drug),
      label: `Infusion of ${model.drug}`,
      code: dose.code,
      fields: [
        {
          name: 'amount',
          label: 'Dose',
          unit: 'mg',
          minimum: dose.step,
          maximum: dose.maximum,
          default: dose.default,
          step: dose.step,
        },
        {
          name: 'durationMinutes',
          label: 'Over',
          unit: 'min',
          minimum: 5,
          maximum: LONGEST_INFUSION,
          default: 60,
          step: 5,
        },
      ],
      acts: 'flows at a constant rate into the central compartment for its duration',
      lasting: true,
    },
    ...model.covariates.map((covariate) => covariateType(model, covariate)),
  ];
}

/** The name of the intervention that gives a drug: people may have several, and a dose of one is none of another. */
export function infusionOf(drug: string): string {
  return `${drug}-infusion`;
}

/** The name of the intervention that brings news of a covariate. */
export function newsOf(covariate: string): string {
  return `new-${covariate}`;
}

function covariateType(
  { drug }: PopulationModel,
  { name, label, unit, possible, trusted }: Covariate,
): InterventionType {
  return {
    name: newsOf(name),
    label: `New value: ${label}`,
    fields: [
      {
        name,
        label,
        unit,
        minimum: possible.low,
        maximum: possible.high,
        default: Math.round((trusted.low + trusted.high) / 2),
        step: 1,
      },
    ],
    acts: `moves the typical parameters of ${drug}; what is special about the person stays`,
    lasting: false,
  };
}

/** What happens to all members between two instants, cut where something changes. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** mg/h. */
  readonly rate: number;
  /** News of covariates at `from`, by their places. */
  readonly news: readonly { readonly covariate: number; readonly value: number }[];
  /** Whether `to` is a full hour of absolute time. */
  readonly fullHour: boolean;
}

/** Cuts the time from `from` to `to` where infusions begin or end, covariates change or an hour is full. */
export function stretches(
  model: PopulationModel,
  interventions: readonly Intervention[],
  from: number,
  to: number,
): readonly Stretch[] {
  const infusions = interventions
    .filter(({ type }) => type === infusionOf(model.drug))
    .map(({ effectiveAt, amounts }) => {
      const minutes = amounts.durationMinutes ?? 60;
      const rate = (amounts.amount ?? 0) / (minutes / 60);
      return { from: effectiveAt as number, to: effectiveAt + minutes * MINUTE, rate };
    });
  const news = model.covariates.flatMap(({ name }, covariate) =>
    interventions
      .filter(({ type, effectiveAt }) => type === newsOf(name) && effectiveAt >= from && effectiveAt < to)
      .map(({ effectiveAt, amounts }) => ({
        at: effectiveAt as number,
        covariate,
        value: amounts[name] ?? Number.NaN,
      })),
  );
  const cuts = new Set<number>([from, to]);
  const add = (at: number): void => {
    if (at > from && at < to) cuts.add(at);
  };
  for (const infusion of infusions) {
    add(infusion.from);
    add(infusion.to);
  }
  for (const { at } of news) add(at);
  const hour = 60 * MINUTE;
  for (let full = Math.floor(from / hour) * hour + hour; full < to; full += hour) cuts.add(full);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(1).map((end, i) => {
    const begin = sorted[i]!;
    return {
      from: begin,
      to: end,
      rate: infusions.reduce((sum, own) => (own.from <= begin && begin < own.to ? sum + own.rate : sum), 0),
      news: news.filter(({ at }) => at === begin),
      fullHour: end % hour === 0,
    };
  });
}
