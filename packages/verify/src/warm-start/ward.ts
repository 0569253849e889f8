import {
  EMERGENCY_SHAPE,
  HourlyArrivals,
  LogNormalStay,
  type SyntheticRules,
} from '@twinward/twins/hospital';

/** Admissions a day: assumed, for a ward of some 37 patients. */
const ADMISSIONS = 6;
/** Mean and standard deviation of stays in hours: assumed, reference_gloucestershire. */
const [STAY, STAY_SD] = [148.8, 192];
/** So many beds that none is ever waited for: where they bind, no distribution is known exactly. */
const BEDS = 90;
/** Stays that the twin's figures rest on: as good as certain. */
const KNOWN = 1e9;

/** How long patients stay, and how many come by the hour of the day, as it truly is. */
export const WARD_STAYS: LogNormalStay = new LogNormalStay(STAY, STAY_SD);
export const WARD_RATES: HourlyArrivals = new HourlyArrivals(ADMISSIONS, EMERGENCY_SHAPE);

/** The made-up ward. */
export const WARD_RULES: SyntheticRules = {
  units: [{ unit: 'Ward', beds: BEDS, specialty: 'medical' }],
  admissions: ADMISSIONS,
  stay: (draws) => WARD_STAYS.remaining(0, draws.uniform()),
  // the exact convolution knows of no announcements
  announced: 0,
};

/** What its twin is told: the same law, and that it is certain. */
export const WARD_FACTS: Readonly<Record<'arrivals' | 'stay' | 'staySd' | 'pastStays', number>> = {
  arrivals: ADMISSIONS,
  stay: STAY,
  staySd: STAY_SD,
  pastStays: KNOWN,
};
