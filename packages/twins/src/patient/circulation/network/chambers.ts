import type { ElementType } from './element-type.ts';

/** A chamber whose elastance follows its activation A: P = (Epass + Emax A)(V - Vrest) (Regazzoni et al. 2022, J. Comput. Phys. 457:111083). */
export const linearElastanceChamber: ElementType = {
  name: 'LinearElastanceChamber',
  ports: { in: 1, out: 1 },
  parameters: {
    Emax: { range: 'not-negative' },
    Epass: { range: 'positive' },
    Vrest: { range: 'not-negative' },
  },
  internal: ['Vc'],
  activated: true,
  ties: () => true,
  equations: () => ['Pin - (Epass + Emax * A) * (Vc - Vrest)', 'Pin - Pout', 'Qin - Qout - dVc'],
};

/** A chamber whose rest volume moves with its activation A, with inertia at its outlet. */
export const chamberElastanceInductor: ElementType = {
  name: 'ChamberElastanceInductor',
  ports: { in: 1, out: 1 },
  parameters: {
    Emax: { range: 'positive' },
    Emin: { range: 'positive' },
    Vrd: { range: 'not-negative' },
    Vrs: { range: 'not-negative' },
    Impedance: { range: 'not-negative' },
  },
  internal: ['Vc'],
  activated: true,
  ties: ({ Impedance }) => Impedance === 0,
  equations: () => [
    'Pin - ((Emax - Emin) * A + Emin) * (Vc - ((1 - A) * (Vrd - Vrs) + Vrs))',
    'Pin - Pout - Impedance * dQout',
    'Qin - Qout - dVc',
  ],
};
