// Which organ a twin is about, so that a person can be laid out as a body.

/** A place of the body a twin may be about. */
export type Organ = 'heart' | 'lungs' | 'glucose' | 'drug' | 'other';

/** Organs in the order in which a person is told. */
export const ORGANS: readonly Organ[] = ['heart', 'lungs', 'glucose', 'drug', 'other'];

/** What each organ is called on screen. */
export const ORGAN_WORDS: Readonly<Record<Organ, string>> = {
  heart: 'Heart and circulation',
  lungs: 'Lungs and blood gases',
  glucose: 'Glucose',
  drug: 'Drug level',
  other: 'Other',
};

const BY_MODEL: readonly (readonly [RegExp, Organ])[] = [
  [/^(circulation|heart|haemodynamics)/, 'heart'],
  [/^(lungs?|respir|breath|gas-exchange|ventilat)/, 'lungs'],
  [/^glucose/, 'glucose'],
  [/^(vancomycin|amikacin|warfarin|gentamicin|tobramycin|busulfan|esmolol|metoprolol|phenytoin)/, 'drug'],
];

/** What a twin is called beside others of one person: its organ, or its title where the organ says too little. */
export function organWord(twin: { readonly model: string; readonly modelTitle: string }): string {
  const organ = organOf(twin.model);
  const said = organ === 'other' || organ === 'drug' ? twin.modelTitle.split(',')[0] : undefined;
  return said ?? ORGAN_WORDS[organ];
}

/** The organ a model is about, by its name. */
export function organOf(model: string): Organ {
  return BY_MODEL.find(([pattern]) => pattern.test(model))?.[1] ?? 'other';
}
