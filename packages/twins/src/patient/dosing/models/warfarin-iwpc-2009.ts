import { TwinwardError } from '@twinward/contract';

const PAPER = 'International Warfarin Pharmacogenetics Consortium 2009, N. Engl. J. Med. 360:753-764';

/** What the equation asks about a person; a genotype that was not tested is `unknown`, never guessed. */
export interface WarfarinPerson {
  /** Years. */
  readonly age: number;
  /** cm. */
  readonly height: number;
  /** kg. */
  readonly weight: number;
  /** VKORC1 -1639 (rs9923231). */
  readonly vkorc1: 'G/G' | 'A/G' | 'A/A' | 'unknown';
  readonly cyp2c9: '*1/*1' | '*1/*2' | '*1/*3' | '*2/*2' | '*2/*3' | '*3/*3' | 'unknown';
  readonly race: 'white' | 'asian' | 'black' | 'mixed or unknown';
  /** Carbamazepine, phenytoin, rifampin or rifampicin. */
  readonly enzymeInducer: boolean;
  readonly amiodarone: boolean;
}

/** A dose, what each term adds to its square root, and where the equation ends. */
export interface WarfarinDose {
  /** mg a week that hold the INR at 2 to 3 in the typical person like this one. */
  readonly weekly: number;
  /** mg a day. */
  readonly daily: number;
  readonly terms: readonly { readonly what: string; readonly adds: number }[];
  readonly outsideValidity: readonly string[];
  readonly source: string;
}

const VKORC1 = { 'G/G': 0, 'A/G': -0.8677, 'A/A': -1.6974, unknown: -0.4854 } as const;
const CYP2C9 = {
  '*1/*1': 0,
  '*1/*2': -0.5211,
  '*1/*3': -0.9357,
  '*2/*2': -1.0616,
  '*2/*3': -1.9206,
  '*3/*3': -2.3312,
  unknown: -0.2188,
} as const;
const RACE = { white: 0, asian: -0.1092, black: -0.276, 'mixed or unknown': -0.1032 } as const;

/** What can be, and the range (drawn here with caution) in which the equation may speak without a warning. */
const RANGES = [
  { field: 'age', unit: 'years', possible: [18, 110], trusted: [18, 95] },
  { field: 'height', unit: 'cm', possible: [100, 230], trusted: [140, 205] },
  { field: 'weight', unit: 'kg', possible: [25, 300], trusted: [35, 200] },
] as const;

/**
 * The stable warfarin dose for an INR of 2 to 3 by the pharmacogenetic algorithm of the IWPC (2009, supplementary section S1e):
 * the square root of the weekly dose, mg, is a sum of terms; age counts in whole decades.
 *
 * Throws `subject.invalid`, naming field and remedy, for a number that is missing or absurd and for a word that is no genotype.
 *
 * @example
 * const person = { age: 65, height: 175, weight: 80, vkorc1: 'A/G', cyp2c9: '*1/*2', race: 'white', enzymeInducer: false, amiodarone: false };
 * warfarinDose(person).weekly; // 26.97
 */
export function warfarinDose(person: WarfarinPerson): WarfarinDose {
  const outsideValidity: string[] = [];
  for (const { field, unit, possible, trusted } of RANGES) {
    const value = person[field];
    if (!(value >= possible[0] && value <= possible[1]))
      refuse(field, `${field} ${value}`, `give ${possible[0]} to ${possible[1]} ${unit}`);
    if (value < trusted[0] || value > trusted[1])
      outsideValidity.push(
        `${field} is ${value} ${unit}; the equation is trusted from ${trusted[0]} to ${trusted[1]}`,
      );
  }
  const terms = [
    { what: 'constant', adds: 5.6044 },
    { what: 'age, decades', adds: -0.2614 * Math.floor(person.age / 10) },
    { what: 'height', adds: 0.0087 * person.height },
    { what: 'weight', adds: 0.0128 * person.weight },
    { what: `VKORC1 ${person.vkorc1}`, adds: termOf(VKORC1, person.vkorc1, 'vkorc1') },
    { what: `CYP2C9 ${person.cyp2c9}`, adds: termOf(CYP2C9, person.cyp2c9, 'cyp2c9') },
    { what: `race ${person.race}`, adds: termOf(RACE, person.race, 'race') },
    { what: 'enzyme inducer', adds: person.enzymeInducer ? 1.1816 : 0 },
    { what: 'amiodarone', adds: person.amiodarone ? -0.5503 : 0 },
  ];
  const root = terms.reduce((sum, { adds }) => sum + adds, 0);
  if (!(root > 0)) refuse('age', 'together these', 'check the values: the equation has no dose for them');
  const weekly = root * root;
  return { weekly, daily: weekly / 7, terms, outsideValidity, source: PAPER };
}

function termOf(table: Readonly<Record<string, number>>, word: string, field: string): number {
  if (Object.hasOwn(table, word)) return table[word]!;
  return refuse(field, `${field} "${word}"`, `give ${Object.keys(table).join(', ')}`);
}

function refuse(field: string, what: string, remedy: string): never {
  throw new TwinwardError('subject.invalid', `${what} cannot be used to dose warfarin`, { field, remedy });
}
