// Warfarin and the INR: the numbers of Hamberg et al. 2010, and what they make of a genotype and an age.
import { type Subject, TwinwardError } from '@twinward/contract';

/** Where the numbers stand. */
export const HAMBERG_2010 = 'Hamberg et al. 2010, Clin. Pharmacol. Ther. 87:727-734';

/** Clearance of S-warfarin that an allele of CYP2C9 brings, L/h (table 2). */
const CLEARANCE = { '*1': 0.174, '*2': 0.0879, '*3': 0.0422 } as const;
/** Level of S-warfarin at half effect that an allele of VKORC1 -1639 brings, mg/L (table 4). */
const HALF_EFFECT = { G: 2.05, A: 0.96 } as const;
/** Clearance lost with each year, about the age of 71. */
const [AGE_SLOPE, AGE] = [0.00571, 71];

/** What all people share: volume L, absorption /h, steepness, transit times h, and how far the INR can rise above its base. */
export const WARFARIN = { V: 14.3, ka: 2, gamma: 1.15, MTT1: 28.6, MTT2: 118.3, INRmax: 20 } as const;

/**
 * Standard deviations of what differs among people (log scale), and of the INR about its prediction (share). The paper prints variances
 * for clearance and volume (0.089, 0.054), whose roots stand here; of EC50 0.34 is taken for a standard deviation, as 34 % (implementations differ).
 */
export const SPREAD = { CL: 0.2983, V: 0.2324, EC50: 0.34, INR: 0.2 } as const;

/** What a genotype and an age make typical. */
export interface WarfarinTypical {
  /** L/h. */
  readonly CL: number;
  /** mg/L. */
  readonly EC50: number;
  /** INR without warfarin. */
  readonly base: number;
}

/** The typical person of these facts. Throws `subject.invalid`, by name, for a fact that is missing or absurd. */
export function warfarinTypical({ facts }: Pick<Subject, 'facts'>): WarfarinTypical {
  const age = numberOf(facts.age, 'age', 18, 100, 'years');
  const base =
    facts['baseline-inr'] === undefined ? 1 : numberOf(facts['baseline-inr'], 'baseline-inr', 0.8, 1.6, '1');
  const CL = alleles(facts.cyp2c9, 'cyp2c9', CLEARANCE, 'such as *1/*1, *1/*2 or *2/*3');
  const EC50 = alleles(facts.vkorc1, 'vkorc1', HALF_EFFECT, 'G/G, A/G or A/A');
  return { CL: CL * (1 - AGE_SLOPE * (age - AGE)), EC50, base };
}

function alleles(
  given: unknown,
  field: string,
  table: Readonly<Record<string, number>>,
  like: string,
): number {
  const parts = typeof given === 'string' ? given.split('/') : [];
  const brought = parts.flatMap((allele) => (Object.hasOwn(table, allele) ? [table[allele]!] : []));
  if (parts.length === 2 && brought.length === 2) return brought[0]! + brought[1]!;
  throw new TwinwardError(
    'subject.invalid',
    `${field} is ${given === undefined ? 'missing' : 'no genotype of this model'}`,
    {
      field,
      remedy: `give a tested genotype, ${like}; without one the model has nothing to begin from`,
    },
  );
}

function numberOf(given: unknown, field: string, low: number, high: number, unit: string): number {
  if (typeof given === 'number' && given >= low && given <= high) return given;
  throw new TwinwardError('subject.invalid', `${field} is missing or absurd`, {
    field,
    remedy: `give ${low} to ${high} ${unit}`,
  });
}
