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

/** How often each complication has happened: infarction, stroke and amputation 0 to 2, the others 0 or 1. */
export type Om2History = Readonly<Record<Om2Event, number>>;

/** Those that can happen twice. */
export const OM2_TWICE: ReadonlySet<Om2Event> = new Set(['infarction', 'stroke', 'amputation']);
