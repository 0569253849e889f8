// Vancomycin in a simulated patient: Thomson 2009, while their twin thinks by Goti 2018.
import { philox, seedFrom } from '@twinward/simulate';
import {
  type DosingRecord,
  followRecords,
  fromClearances,
  individualValues,
  LinearKinetics,
  typicalValues,
  vancomycinThomson2009,
} from '@twinward/twins/patient';

/** A dose that was given. */
export interface GivenDose {
  /** Minutes since 1970, mg, minutes. */
  readonly minute: number;
  readonly amount: number;
  readonly over: number;
}

const LOOK: DosingRecord = { time: 0, evid: 0, amt: 0, rate: 0, cmt: 0, ii: 0, addl: 0, ss: 0 };

/** The kinetics of one patient with these covariates; clearance and central volume are theirs, exchange is typical. */
export function patientKinetics(seed: string, covariates: Readonly<Record<string, number>>): LinearKinetics {
  const model = vancomycinThomson2009;
  const draws = philox(seedFrom(seed, 'vancomycin')).draws(0, 0, 0);
  const eta = model.parameters.map(({ name, variance }) => {
    const z = draws.normal();
    return name === 'CL' || name === 'V1' ? Math.sqrt(variance) * z : 0;
  });
  const { CL, V1, Q, V2 } = individualValues(model, typicalValues(model, covariates), eta);
  return new LinearKinetics(fromClearances({ CL: CL!, V: V1!, peripheral: [{ Q: Q!, V: V2! }], ka: null }));
}

/** The level in plasma at a minute, mg/L, after doses by rising time. */
export function levelAt(kinetics: LinearKinetics, doses: readonly GivenDose[], minute: number): number {
  const before = doses.filter((dose) => dose.minute < minute);
  if (before.length === 0) return 0;
  const start = before[0]!.minute;
  const records = [
    ...before.map((dose) => ({
      ...LOOK,
      time: (dose.minute - start) / 60,
      evid: 1,
      amt: dose.amount,
      rate: (60 * dose.amount) / dose.over,
      cmt: 1,
    })),
    { ...LOOK, time: (minute - start) / 60 },
  ];
  let level = 0;
  followRecords(
    records,
    () => ({ kinetics, entries: [] }),
    (_index, amounts) => {
      level = kinetics.level(amounts);
    },
  );
  return level;
}
