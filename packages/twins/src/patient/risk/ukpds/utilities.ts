import type { Utilities } from './follow-lives.ts';

/** Utilities of people with type 2 diabetes by EQ-5D in the UKPDS; ulcer and renal failure were not valued there and take off nothing. */
export const CLARKE_2002: Utilities = {
  without: 0.785,
  takesOff: {
    infarction: 0.055,
    ischaemicHeart: 0.09,
    stroke: 0.164,
    heartFailure: 0.108,
    amputation: 0.28,
    blindness: 0.074,
  },
  source: 'Clarke, Gray, Holman 2002, Med. Decis. Making 22:340-349 (UKPDS 62)',
};
