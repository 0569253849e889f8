import type { ElementType } from './element-type.ts';

/** A valve that is either open or leaks through a large resistance. */
export const piecewiseValve: ElementType = {
  name: 'PiecewiseValve',
  ports: { in: 1, out: 1 },
  parameters: { Rmin: { range: 'positive' }, Rmax: { range: 'positive' } },
  internal: [],
  equations: () => ['Pin - Pout - if(Pout < Pin, Rmin, Rmax) * Qin', 'Qin - Qout'],
};

/** A valve whose resistance passes smoothly from open to shut over a pressure difference of about 1 / Steepness. */
export const valveTanh: ElementType = {
  name: 'ValveTanh',
  ports: { in: 1, out: 1 },
  parameters: { Rmin: { range: 'positive' }, Rmax: { range: 'positive' }, Steepness: { range: 'positive' } },
  internal: ['valve_status'],
  equations: () => [
    'Pin - Pout - (Rmin + (Rmax - Rmin) * 0.5 * (1 + tanh(Steepness * (Pout - Pin)))) * Qin',
    'Qin - Qout',
    'valve_status - 0.5 * (1 + tanh(Steepness * (Pout - Pin)))',
  ],
};
