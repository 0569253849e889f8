import type { ElementType } from './element-type.ts';

const PARAMETERS = {
  R_poiseuille: { range: 'not-negative', default: 0 },
  C: { range: 'not-negative', default: 0 },
  L: { range: 'not-negative', default: 0 },
  stenosis_coefficient: { range: 'not-negative', default: 0 },
} as const;

const stiff = ({ R_poiseuille, L, stenosis_coefficient }: Readonly<Record<string, number>>): boolean =>
  R_poiseuille === 0 && L === 0 && stenosis_coefficient === 0;

/** A vessel whose compliance lies behind its resistance; a stenosis adds a resistance that grows with flow. */
export const bloodVessel: ElementType = {
  name: 'BloodVessel',
  ports: { in: 1, out: 1 },
  parameters: PARAMETERS,
  internal: [],
  ties: stiff,
  equations: () => [
    'Pin - Pout - (R_poiseuille + stenosis_coefficient * abs(Qin)) * Qin - L * dQout',
    'Qin - Qout - C * dPin + C * (R_poiseuille + 2 * stenosis_coefficient * abs(Qin)) * dQin',
  ],
};

/** A vessel whose compliance lies at its inlet. */
export const bloodVesselCrl: ElementType = {
  name: 'BloodVesselCRL',
  ports: { in: 1, out: 1 },
  parameters: PARAMETERS,
  internal: [],
  ties: stiff,
  equations: () => [
    'Qin - Qout - C * dPin',
    'Pin - Pout - (R_poiseuille + stenosis_coefficient * abs(Qout)) * Qout - L * dQout',
  ],
};
