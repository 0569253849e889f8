import type { ElementType } from './element-type.ts';

const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

const balance = (ports: { readonly in: number; readonly out: number }): string =>
  [...numbered(ports.in).map((i) => `+ Qin${i}`), ...numbered(ports.out).map((i) => `- Qout${i}`)]
    .join(' ')
    .replace(/^\+ /, '');

/** Vessels that meet at one pressure. */
function joined(name: string): ElementType {
  return {
    name,
    ports: { in: 'many', out: 'many' },
    parameters: {},
    internal: [],
    ties: () => true,
    equations: (ports) => {
      const pressures = [
        ...numbered(ports.in).map((i) => `Pin${i}`),
        ...numbered(ports.out).map((i) => `Pout${i}`),
      ];
      return [...pressures.slice(1).map((pressure) => `${pressures[0]} - ${pressure}`), balance(ports)];
    },
  };
}

export const normalJunction: ElementType = joined('NORMAL_JUNCTION');
export const internalJunction: ElementType = joined('internal_junction');

/** One vessel that divides; each branch has its own resistance, inertia and stenosis. */
export const bloodVesselJunction: ElementType = {
  name: 'BloodVesselJunction',
  ports: { in: 1, out: 'many' },
  parameters: {
    R_poiseuille: { range: 'not-negative', each: true },
    L: { range: 'not-negative', each: true },
    stenosis_coefficient: { range: 'not-negative', each: true, default: 0 },
  },
  internal: [],
  equations: ({ out }) => [
    `Qin ${numbered(out)
      .map((i) => `- Qout${i}`)
      .join(' ')}`,
    ...numbered(out).map(
      (i) =>
        `Pin - Pout${i} - (R_poiseuille${i} + stenosis_coefficient${i} * abs(Qout${i})) * Qout${i} - L${i} * dQout${i}`,
    ),
  ],
};

/** Vessels that meet at an inner node, each through a resistance; `R` lists those of the inlets, then of the outlets. */
export const resistiveJunction: ElementType = {
  name: 'resistive_junction',
  ports: { in: 'many', out: 'many' },
  parameters: { R: { range: 'not-negative', each: true } },
  internal: ['pressure_c'],
  equations: (ports) => [
    ...numbered(ports.in).map((i) => `Pin${i} - R${i} * Qin${i} - pressure_c`),
    ...numbered(ports.out).map((i) => `pressure_c - R${ports.in + i} * Qout${i} - Pout${i}`),
    balance(ports),
  ],
};
