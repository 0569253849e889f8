import { type Equations, equations } from '@twinward/simulate';
import { alveolarDerivatives, alveolarTerms, storageTerms } from './alveoli-terms.ts';
import { AIR } from './breath-equations.ts';
import { EFFECTOR_STATES, effectorDerivatives, restingFiringTerms } from './chemoreflex-terms.ts';
import { pressureTerms } from './pressure-terms.ts';
import { GASES, TISSUE_STATES, tissueDerivatives, tissueTerms } from './tissue-terms.ts';

const INSPIRED = { O2: 'F_I', CO2: `${AIR.CO2}` } as const;
/** mL of blood between lungs and tissues, and back (`GasExchange`). */
const POOLS = { a: 1620, v: 900 } as const;

/**
 * `breathEquations` averaged over breaths: alveoli are washed by a steady `V_alv` mL/s of fresh gas, blood under way mixes on its way rather than
 * coming out in order, and the carotid bodies fire as at rest. For lives of hours, in which single breaths do not matter.
 */
export const ventilationEquations: Equations<string, string, string, string> = equations<
  string,
  string,
  string,
  string
>({
  time: 's',
  states: {
    F_O2_A: '1',
    F_CO2_A: '1',
    ...Object.fromEntries(['a', 'v'].flatMap((pool) => GASES.map((gas) => [`C_${gas}_pool_${pool}`, '1']))),
    ...Object.fromEntries(TISSUE_STATES.map((name) => [name, '1'])),
    ...EFFECTOR_STATES,
  },
  parameters: {
    shunt: '1',
    VO2: 'mL/s',
    RQ: '1',
    Hb: '1',
    drive: '1',
    set_point: 'mm[Hg]',
    P_dry: 'mm[Hg]',
    F_I: '1',
    V_alv: 'mL/s',
    V_perfused: 'mL',
    Q: 'mL/s',
  },
  inputs: {},
  where: {
    ...alveolarTerms,
    ...Object.fromEntries(
      GASES.flatMap((gas) => [
        [`Ca_${gas}`, `(1 - shunt) * C_${gas}_c + shunt * C_${gas}_pool_v`],
        [`Ca_${gas}_in`, `C_${gas}_pool_a`],
        [
          `G_${gas}`,
          `V_alv * (${INSPIRED[gas]} - F_${gas}_A) - K * (1 - shunt) * Q * (C_${gas}_c - C_${gas}_pool_v)`,
        ],
      ]),
    ),
    S_a: `Ca_O2 / (Hb * ${9 * 0.0227})`,
    ...tissueTerms,
    ...restingFiringTerms,
    f_seen: 'firing',
    ...pressureTerms('a', 'Ca_O2', 'Ca_CO2'),
    P_central: 'P_CO2_a',
    ...storageTerms,
  },
  derivatives: {
    ...alveolarDerivatives,
    ...Object.fromEntries(
      GASES.flatMap((gas) => [
        [`C_${gas}_pool_a`, `Q * (Ca_${gas} - C_${gas}_pool_a) / ${POOLS.a} {mL}`],
        [`C_${gas}_pool_v`, `Q * (Cv_${gas} - C_${gas}_pool_v) / ${POOLS.v} {mL}`],
      ]),
    ),
    ...tissueDerivatives,
    ...effectorDerivatives,
  },
  outputs: {
    P_O2_a: { unit: 'mm[Hg]', is: 'P_O2_a' },
    P_CO2_a: { unit: 'mm[Hg]', is: 'P_CO2_a' },
    S_a: { unit: '1', is: 'S_a' },
    Ca_O2: { unit: '1', is: 'Ca_O2' },
    P_O2_A: { unit: 'mm[Hg]', is: 'P_O2_A' },
    P_CO2_A: { unit: 'mm[Hg]', is: 'P_CO2_A' },
  },
});
