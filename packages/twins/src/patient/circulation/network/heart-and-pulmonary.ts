import { cos, sin } from '@twinward/simulate';
import { wrappingCosine } from './activation.ts';
import type { ElementType, Flap, ParameterRule } from './element-type.ts';

const POSITIVE: ParameterRule = { range: 'positive' };
const NOT_NEGATIVE: ParameterRule = { range: 'not-negative' };

/** Cosine and sine amplitudes a_i, b_i of the normalised ventricular elastance, e(t) = sum a_i cos(2 pi i t/T) - b_i sin(2 pi i t/T). */
const MODES: readonly (readonly [a: number, b: number])[] = [
  [0.283748803, 0],
  [0.031830626, -0.374299825],
  [-0.2094724, -0.01812777],
  [0.020520047, 0.073971113],
  [0.008316883, -0.047249597],
  [-0.04167766, 0.003212163],
  [0.000867323, 0.019441411],
  [-0.001675379, -0.005565534],
  [-0.011252277, 0.003401432],
  [-0.000414677, 0.008376795],
  [0.000253749, -0.00007188],
  [-0.002584966, 0.001566861],
  [0.000584752, 0.003143555],
  [0.000028502, -0.000024787],
  [0.000022961, -0.000007476],
  [0.000018735, -0.000001281],
  [0.000015573, 0.000001781],
  [0.000013133, 0.000003494],
  [0.000011199, 0.000004507],
  [0.000009634, 0.000005117],
  [0.000008343, 0.000005481],
  [0.000007265, 0.000005687],
  [0.000006354, 0.000005789],
  [0.000005575, 0.000005821],
  [0.000004903, 0.000005805],
];

function ventricularElastance(t: number, period: number): number {
  const angle = (2 * Math.PI * (t % period)) / period;
  let sum = 0;
  MODES.forEach(([a, b], i) => {
    sum += a * cos(i * angle) - b * sin(i * angle);
  });
  return sum;
}

const flap = (flow: string, upstream: string, downstream: string): Flap => ({
  flow,
  upstream,
  downstream,
  open: `open_${flow}`,
});

const FLAPS: readonly Flap[] = [
  flap('Q_RA', 'Pin', 'P_RV'),
  flap('Q_RV', 'P_RV', 'P_pul'),
  flap('Q_LA', 'P_LA', 'P_LV'),
  flap('Q_LV', 'P_LV', 'Pout'),
];

const atrium = (P: string, V: string, side: string): string =>
  `${P} - activation * Emax_${side} * (${V} - Vaso_${side}) ` +
  `- (1 - activation) * Kxp_${side} * (exp(Kxv_${side} * (${V} - Vaso_${side})) - 1)`;

/** Both hearts with valves that have inertia, and the pulmonary circulation (Sankaran et al. 2012, Ann. Biomed. Eng. 40:2228-2242). */
export const heartAndPulmonary: ElementType = {
  name: 'ClosedLoopHeartAndPulmonary',
  ports: { in: 1, out: 1 },
  parameters: {
    Tsa: POSITIVE,
    tpwave: POSITIVE,
    Erv_s: POSITIVE,
    Elv_s: POSITIVE,
    iml: NOT_NEGATIVE,
    imr: NOT_NEGATIVE,
    Lra_v: POSITIVE,
    Rra_v: POSITIVE,
    Lrv_a: POSITIVE,
    Rrv_a: POSITIVE,
    Lla_v: POSITIVE,
    Rla_v: POSITIVE,
    Llv_a: POSITIVE,
    Rlv_ao: POSITIVE,
    Vrv_u: { range: 'any' },
    Vlv_u: { range: 'any' },
    Rpd: POSITIVE,
    Cp: POSITIVE,
    Cpa: POSITIVE,
    Kxp_ra: POSITIVE,
    Kxv_ra: POSITIVE,
    Kxp_la: POSITIVE,
    Kxv_la: POSITIVE,
    Emax_ra: POSITIVE,
    Emax_la: POSITIVE,
    Vaso_ra: { range: 'any' },
    Vaso_la: { range: 'any' },
  },
  internal: ['V_RA', 'Q_RA', 'P_RV', 'V_RV', 'Q_RV', 'P_pul', 'P_LA', 'V_LA', 'Q_LA', 'P_LV', 'V_LV', 'Q_LV'],
  flaps: FLAPS,
  courses: ({ Tsa, tpwave }, period) => ({
    activation: (t) => wrappingCosine(t, period, Tsa!, tpwave!),
    elastance: (t) => ventricularElastance(t, period),
  }),
  equations: () => [
    atrium('Pin', 'V_RA', 'ra'),
    'dV_RA - Qin + open_Q_RA * Q_RA',
    'Lra_v * dQ_RA - Pin + P_RV + open_Q_RA * Rra_v * Q_RA',
    'P_RV - Erv_s * elastance * (V_RV - Vrv_u)',
    'dV_RV - open_Q_RA * Q_RA + open_Q_RV * Q_RV',
    'Lrv_a * dQ_RV - P_RV + P_pul + open_Q_RV * Rrv_a * Q_RV',
    'Cp * dP_pul - open_Q_RV * Q_RV + (P_pul - P_LA) / Rpd',
    atrium('P_LA', 'V_LA', 'la'),
    'dV_LA - open_Q_RV * Q_RV + open_Q_LA * Q_LA',
    'Lla_v * dQ_LA - P_LA + P_LV + open_Q_LA * Rla_v * Q_LA',
    'P_LV - Elv_s * elastance * (V_LV - Vlv_u)',
    'dV_LV - open_Q_LA * Q_LA + open_Q_LV * Q_LV',
    'Llv_a * dQ_LV - P_LV + Pout + open_Q_LV * Rlv_ao * Q_LV',
    'Cpa * dPout - open_Q_LV * Q_LV + Qout',
  ],
};
