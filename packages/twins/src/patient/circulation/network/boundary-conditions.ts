import type { ElementType } from './element-type.ts';

/** Flow imposed at an end of the network. */
export const flow: ElementType = {
  name: 'FLOW',
  ports: 'inlet-or-outlet',
  parameters: { Q: { range: 'any' } },
  internal: [],
  equations: () => ['Q - Q_given'],
};

/** Pressure imposed at an end of the network. */
export const pressure: ElementType = {
  name: 'PRESSURE',
  ports: 'inlet-or-outlet',
  parameters: { P: { range: 'any' } },
  internal: [],
  ties: () => true,
  equations: () => ['P - P_given'],
};

/** A resistance to a distal pressure. */
export const resistance: ElementType = {
  name: 'RESISTANCE',
  ports: 'outlet',
  parameters: { R: { range: 'not-negative' }, Pd: { range: 'any' } },
  internal: [],
  ties: ({ R }) => R === 0,
  equations: () => ['P - Pd - R * Q'],
};

/** Three-element windkessel: a proximal resistance, then a compliance beside a distal resistance. */
export const windkessel: ElementType = {
  name: 'RCR',
  ports: 'outlet',
  parameters: {
    Rp: { range: 'not-negative' },
    C: { range: 'not-negative' },
    Rd: { range: 'positive' },
    Pd: { range: 'any', default: 0 },
  },
  internal: ['pressure_c'],
  equations: () => ['P - pressure_c - Rp * Q', 'Rd * Q - pressure_c + Pd - unsteady * Rd * C * dpressure_c'],
};

/** The far plate of the intramyocardial compliance is at the pressure of the muscle around it. */
const coronaryBed = (Ra: string, Ram: string, Cim: string, Pim: string, out: string): readonly string[] => {
  const inner = `(volume_im / ${Cim} + ${Pim})`;
  return [
    `P - ${Ra} * Q - ${inner} - ${Ram} * (${out} + unsteady * dvolume_im)`,
    `Q - unsteady * Ca * (dP - ${Ra} * dQ) - unsteady * dvolume_im - ${out}`,
  ];
};

/** A coronary bed that drains into a venous pressure. */
export const coronary: ElementType = {
  name: 'CORONARY',
  ports: 'outlet',
  parameters: {
    Ra1: { range: 'not-negative' },
    Ra2: { range: 'positive' },
    Rv1: { range: 'positive' },
    Ca: { range: 'not-negative' },
    Cc: { range: 'positive' },
    Pim: { range: 'any' },
    P_v: { range: 'any', default: 0 },
  },
  internal: ['volume_im'],
  equations: () => coronaryBed('Ra1', 'Ra2', 'Cc', 'Pim', '((volume_im / Cc + Pim - P_v) / Rv1)'),
};

/** A windkessel whose blood returns to the right atrium. */
export const closedLoopWindkessel: ElementType = {
  name: 'ClosedLoopRCR',
  ports: { in: 1, out: 1 },
  parameters: { Rp: { range: 'not-negative' }, C: { range: 'not-negative' }, Rd: { range: 'positive' } },
  internal: ['P_c'],
  equations: () => ['C * dP_c - Qin + Qout', 'Pin - P_c - Rp * Qin', 'P_c - Pout - Rd * Qout'],
};

/** A coronary bed that drains into the right atrium, squeezed by the ventricle around it. */
function closedLoopCoronary(name: string, muscle: string): ElementType {
  return {
    name,
    ports: { in: 1, out: 1 },
    parameters: {
      Ra: { range: 'not-negative' },
      Ram: { range: 'positive' },
      Rv: { range: 'positive' },
      Ca: { range: 'not-negative' },
      Cim: { range: 'positive' },
    },
    internal: ['volume_im'],
    equations: () => [
      `Pin - Ra * Qin - Ram * (Qin - Ca * (dPin - Ra * dQin)) - Pout - Rv * Qout`,
      `Qin - Ca * (dPin - Ra * dQin) - dvolume_im - Qout`,
      `Cim * (Pout + Rv * Qout - ${muscle}) - volume_im`,
    ],
  };
}

export const closedLoopCoronaryLeft: ElementType = closedLoopCoronary(
  'ClosedLoopCoronaryLeft',
  'heart_iml * heart_P_LV',
);
export const closedLoopCoronaryRight: ElementType = closedLoopCoronary(
  'ClosedLoopCoronaryRight',
  'heart_imr * heart_P_RV',
);
