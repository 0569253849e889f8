/** The complications UKPDS-OM2 foresees. */
export const OM2_EVENTS = [
  'heartFailure',
  'ischaemicHeart',
  'infarction',
  'stroke',
  'blindness',
  'ulcer',
  'amputation',
  'renalFailure',
] as const;

/** One of `OM2_EVENTS`. */
export type Om2Event = (typeof OM2_EVENTS)[number];

/** Those that can happen twice; the others once. */
export const OM2_TWICE: ReadonlySet<Om2Event> = new Set(['infarction', 'stroke', 'amputation']);
