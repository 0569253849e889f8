import type { InterventionType } from '@twinward/contract';
import { treatmentField } from './treatment-field.ts';

/** What a drug does to a circulation while it is given. */
export interface DrugEffect {
  /** Factors on resistance, contractility and heart rate. */
  readonly resistance: number;
  readonly contractility: number;
  readonly rate: number;
  /** mL moved from the veins. */
  readonly venous: number;
  /** Share of the reflex's beta limb, to the sinus node and the ventricles, that is left. */
  readonly sympathetic: number;
}

/** A drug by dose: what a saturating dose would do, reached by share dose / (dose + half). */
interface Drug {
  readonly type: InterventionType;
  readonly half: number;
  readonly full: DrugEffect;
}

/**
 * All beta-1 receptors of the heart blocked, with the reflex that answers: what the dose-response of metoprolol below runs to. Receptors do not
 * know which drug sits on them, so every blocker that comes by its level acts through the same, by the share it occupies.
 */
const BLOCKED: DrugEffect = { resistance: 1, contractility: 0.55, rate: 0.7, venous: 0, sympathetic: 0 };

const minutes = (longest: number, usual: number) =>
  treatmentField('durationMinutes', 'For', 'min', [1, usual, longest, 1]);

/**
 * Full effects are set so that the twin, reflex included, repeats the means of one study each; another study, named in the tests, was kept
 * aside to judge them. Doses between and beyond are carried by the saturating curve.
 */
const DRUGS: readonly Drug[] = [
  {
    type: {
      name: 'noradrenaline',
      label: 'Noradrenaline',
      fields: [treatmentField('dose', 'Dose', 'ug/kg/min', [0.01, 0.25, 1, 0.01]), minutes(1440, 60)],
      acts: 'raises R_AR_SYS, Emax_LV with Emax_RV and stressed volume as in Hamzaoui et al. 2010, Crit. Care 14:R142 (septic hypotension, mean pressure 54 to 76 mmHg); the dose of 0.25 for that is chosen, half effect too',
      lasting: true,
    },
    half: 0.25,
    full: { resistance: 2.9, contractility: 1.8, rate: 1.7, venous: 1000, sympathetic: 1 },
  },
  {
    type: {
      name: 'dobutamine',
      label: 'Dobutamine',
      fields: [treatmentField('dose', 'Dose', 'ug/kg/min', [1, 5, 20, 0.5]), minutes(1440, 60)],
      acts: 'raises Emax_LV with Emax_RV and heart rate, lowers R_AR_SYS as in Akhtar et al. 1975, Am. J. Cardiol. 36:202-205 (heart failure, 10 ug/kg/min); half effect at 5 is chosen',
      lasting: true,
    },
    half: 5,
    full: { resistance: 0.35, contractility: 4, rate: 1.08, venous: 100, sympathetic: 1 },
  },
  {
    type: {
      name: 'beta-blocker',
      label: 'Beta-blocker (metoprolol, intravenous)',
      fields: [treatmentField('dose', 'Dose', 'mg', [1, 15, 20, 1]), minutes(720, 240)],
      acts: 'lowers heart rate and Emax_LV with Emax_RV as in 16 patients given 12 mg (1989, Am. J. Cardiol. 63, PMID 2909996) and dulls the beta limb of the reflex by half at 6.2 mg (isoproterenol test, Am. J. Cardiol. 1979)',
      lasting: true,
    },
    half: 6.2,
    full: BLOCKED,
  },
];

/** Drugs by name and dose, as interventions. */
export const DRUG_TREATMENTS: readonly InterventionType[] = DRUGS.map(({ type }) => type);

/** What a drug does at a dose; null for an intervention that is no drug by dose. */
export function drugEffect(type: string, amounts: Readonly<Record<string, number>>): DrugEffect | null {
  const drug = DRUGS.find((one) => one.type.name === type);
  if (drug === undefined) return null;
  return reachedAt(amounts.dose! / (amounts.dose! + drug.half), drug.full);
}

/** What blocking a share of the beta-1 receptors does, 0 to 1. */
export function betaBlockade(share: number): DrugEffect {
  return reachedAt(share, BLOCKED);
}

function reachedAt(
  share: number,
  { resistance, contractility, rate, venous, sympathetic }: DrugEffect,
): DrugEffect {
  const reached = (full: number): number => 1 + share * (full - 1);
  return {
    resistance: reached(resistance),
    contractility: reached(contractility),
    rate: reached(rate),
    venous: share * venous,
    sympathetic: reached(sympathetic),
  };
}
