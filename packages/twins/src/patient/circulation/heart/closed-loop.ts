import { type Equations, equations } from '@twinward/simulate';

/** The states of the closed loop: volumes of the chambers, pressures and flows of the vessels, flow of an assist pump. */
export type ClosedLoopState =
  | `V_${'LA' | 'LV' | 'RA' | 'RV' | 'late'}`
  | `${'p' | 'Q'}_${'AR_SYS' | 'VEN_SYS' | 'AR_PUL' | 'VEN_PUL'}`
  | 'Q_VAD';

/** Elastances and rest volumes of the chambers, the late wall, valves, windkessels of the vessels, an assist pump, pressure in the chest. */
export type ClosedLoopParameter =
  | `${'Epass' | 'Emax' | 'Vrest'}_${'LA' | 'LV' | 'RA' | 'RV'}`
  | `${'Rmin' | 'Rmax' | 'S'}_${'MV' | 'AV' | 'TV' | 'PV'}`
  | `${'R' | 'C' | 'L'}_${'AR_SYS' | 'VEN_SYS' | 'AR_PUL' | 'VEN_PUL'}`
  | `${'head' | 'R' | 'L' | 'p' | 'suction'}_VAD`
  | 'share_late'
  | 'R_wall'
  | 'p_thorax';

/** What changes within a beat: activation of atria, ventricles and the late wall in [0, 1], and what is infused (bled if negative). */
export type ClosedLoopInput = 'atrial' | 'ventricular' | 'late' | 'infusion';

/** What is read off at every moment. */
export type ClosedLoopOutput = `p_${'LV' | 'RV' | 'LA' | 'RA'}` | `Q_${'MV' | 'AV' | 'TV' | 'PV'}`;

const elastance = (chamber: string, activation: string): string =>
  `p_thorax + (Epass_${chamber} + Emax_${chamber} * ${activation}) * (V_${chamber} - Vrest_${chamber})`;

/**
 * Pressure each wall of a ventricle of two would have if it neither shortened nor lengthened against the other; that of the ventricle where
 * walls are together. A wall that has lost all its volume springs back, thirty times as stiff (chosen), and contracts no more: contraction cannot
 * push outwards.
 */
const wall = (share: string, activation: string, volume: string): string => {
  const stretch = `(${volume} - ${share} * Vrest_LV)`;
  return `(Epass_LV * (${stretch} + 29 * min(${stretch}, 0 {m3})) + Emax_LV * ${activation} * max(${stretch}, 0 {m3})) / max(${share}, 0.01)`;
};

/** dp = (R + S |Q|) Q solved for Q, with R = Rmin and the orifice's S while open, R = Rmax when it should be shut. */
const valve = (name: string, from: string, to: string): string =>
  `if(${from} > ${to}, 2 * (${from} - ${to}) / (Rmin_${name} + sqrt(Rmin_${name}^2 + 4 * S_${name} * max(${from} - ${to}, 0 {Pa}))), (${from} - ${to}) / Rmax_${name})`;

const per = (quantity: string, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, quantity]));

const CHAMBERS = ['LA', 'LV', 'RA', 'RV'] as const;
const VALVES = ['MV', 'AV', 'TV', 'PV'] as const;
const VESSELS = ['AR_SYS', 'VEN_SYS', 'AR_PUL', 'VEN_PUL'] as const;
const each = (prefix: string, names: readonly string[]): readonly string[] =>
  names.map((n) => `${prefix}_${n}`);

/**
 * The closed loop of heart and circulation of Regazzoni et al. 2022 (J. Comput. Phys. 457:111083, section 2.3): four chambers of
 * time-varying elastance, four valves, and a resistance, a compliance and an inertance for each of the systemic and pulmonary arteries
 * and veins. SI throughout. Four things are added that leave the published loop unchanged at 0: an orifice term S |Q| Q at each valve
 * (stenosis), the pressure of the chest around heart and lungs, a part `share_late` of the left ventricular wall that contracts late, and a
 * rotary pump from left ventricle to aorta: L dQ/dt = head + p_LV - p_AR_SYS - (R + suction) Q, where suction grows as p_LV falls
 * below p_VAD (Simaan et al. 2009, IEEE Trans. Control Syst. Technol. 17:223-233).
 *
 * The two walls of shares 1 - w and w bear one pressure: p = A - R/(1 - w) q = B + R/w q, A and B what either wall presses by its own elastance
 * and volume, q the flow by which one shortens at the other's cost; so q = w (1 - w) (A - B) / R and p = (1 - w) A + w B. With R to 0 they are
 * elastances in series, p = (V - V0) / (1/Es(t) + 1/El(t - delay)), in which pressure would rise the faster the later one wall is; R is the
 * resistance of contracting muscle (Shroff, Janicki and Weber 1985, Am. J. Physiol. 249:H358-H370).
 */
export const closedLoopEquations: Equations<
  ClosedLoopState,
  ClosedLoopParameter,
  ClosedLoopInput,
  ClosedLoopOutput
> = equations({
  time: 's',
  states: {
    ...per('m3', [...each('V', CHAMBERS), 'V_late']),
    ...per('Pa', each('p', VESSELS)),
    ...per('m3/s', [...each('Q', VESSELS), 'Q_VAD']),
  } as Record<ClosedLoopState, string>,
  parameters: {
    ...per('Pa/m3', [...each('Epass', CHAMBERS), ...each('Emax', CHAMBERS)]),
    ...per('m3', each('Vrest', CHAMBERS)),
    ...per('Pa.s/m3', [...each('Rmin', VALVES), ...each('Rmax', VALVES), ...each('R', VESSELS)]),
    ...per('Pa.s2/m6', each('S', VALVES)),
    ...per('m3/Pa', each('C', VESSELS)),
    ...per('Pa.s2/m3', each('L', VESSELS)),
    head_VAD: 'Pa',
    R_VAD: 'Pa.s/m3',
    L_VAD: 'Pa.s2/m3',
    p_VAD: 'Pa',
    suction_VAD: 's/m3',
    share_late: '1',
    R_wall: 'Pa.s/m3',
    p_thorax: 'Pa',
  } as Record<ClosedLoopParameter, string>,
  inputs: { atrial: '1', ventricular: '1', late: '1', infusion: 'm3/s' },
  where: {
    p_LA: elastance('LA', 'atrial'),
    early: wall('(1 - share_late)', 'ventricular', '(V_LV - V_late)'),
    late_wall: wall('share_late', 'late', 'V_late'),
    p_LV: `if(share_late > 0, p_thorax + (1 - share_late) * early + share_late * late_wall, ${elastance('LV', 'ventricular')})`,
    p_RA: elastance('RA', 'atrial'),
    p_RV: elastance('RV', 'ventricular'),
    Q_MV: valve('MV', 'p_LA', 'p_LV'),
    Q_AV: valve('AV', 'p_LV', 'p_AR_SYS'),
    Q_TV: valve('TV', 'p_RA', 'p_RV'),
    Q_PV: valve('PV', 'p_RV', 'p_AR_PUL'),
  },
  derivatives: {
    V_LA: 'Q_VEN_PUL - Q_MV',
    V_LV: 'Q_MV - Q_AV - Q_VAD',
    V_late:
      'if(share_late > 0, share_late * (Q_MV - Q_AV - Q_VAD) + share_late * (1 - share_late) * (early - late_wall) / R_wall, 0 {m3/s})',
    V_RA: 'Q_VEN_SYS - Q_TV',
    V_RV: 'Q_TV - Q_PV',
    p_AR_SYS: '(Q_AV + Q_VAD - Q_AR_SYS) / C_AR_SYS',
    p_VEN_SYS: '(Q_AR_SYS - Q_VEN_SYS + infusion) / C_VEN_SYS',
    p_AR_PUL: '(Q_PV - Q_AR_PUL) / C_AR_PUL',
    p_VEN_PUL: '(Q_AR_PUL - Q_VEN_PUL) / C_VEN_PUL',
    Q_AR_SYS: '(p_AR_SYS - R_AR_SYS * Q_AR_SYS - p_VEN_SYS) / L_AR_SYS',
    Q_VEN_SYS: '(p_VEN_SYS - R_VEN_SYS * Q_VEN_SYS - p_RA) / L_VEN_SYS',
    Q_AR_PUL: '(p_AR_PUL - R_AR_PUL * Q_AR_PUL - p_VEN_PUL) / L_AR_PUL',
    Q_VEN_PUL: '(p_VEN_PUL - R_VEN_PUL * Q_VEN_PUL - p_LA) / L_VEN_PUL',
    Q_VAD:
      'if(head_VAD > 0 {Pa}, (head_VAD + p_LV - p_AR_SYS - (R_VAD + suction_VAD * max(p_VAD - p_LV, 0 {Pa})) * Q_VAD) / L_VAD, 0 {m3/s2})',
  },
  outputs: {
    p_LV: { unit: 'Pa', is: 'p_LV' },
    p_RV: { unit: 'Pa', is: 'p_RV' },
    p_LA: { unit: 'Pa', is: 'p_LA' },
    p_RA: { unit: 'Pa', is: 'p_RA' },
    Q_MV: { unit: 'm3/s', is: 'Q_MV' },
    Q_AV: { unit: 'm3/s', is: 'Q_AV' },
    Q_TV: { unit: 'm3/s', is: 'Q_TV' },
    Q_PV: { unit: 'm3/s', is: 'Q_PV' },
  },
});
