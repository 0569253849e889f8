import { TwinwardError } from '@twinward/contract';

/** What moves a drug that follows linear kinetics; rates per hour, volume in litres. */
export interface RateConstants {
  /** Volume of the central compartment, L. */
  readonly V: number;
  /** Elimination from the central compartment, /h. */
  readonly k10: number;
  /** To each peripheral compartment and back, /h: (k12, k21), (k13, k31). */
  readonly exchange: readonly { readonly out: number; readonly back: number }[];
  /** Absorption from the depot into the central compartment, /h; null where there is no depot. */
  readonly ka: number | null;
}

/** Clearance, central volume and, for each peripheral compartment, its flow and volume (NONMEM's TRANS2 and TRANS4). */
export interface Clearances {
  /** L/h. */
  readonly CL: number;
  /** L. */
  readonly V: number;
  readonly peripheral: readonly { readonly Q: number; readonly V: number }[];
  readonly ka: number | null;
}

/** Two compartments by the exponents of their response and what else the form needs (NONMEM's TRANS3, 5 and 6). */
export type TwoCompartmentForm =
  | {
      readonly form: 'steady-state volume';
      readonly CL: number;
      readonly V: number;
      readonly Q: number;
      readonly Vss: number;
    }
  | {
      readonly form: 'share of intercepts';
      readonly V: number;
      readonly alpha: number;
      readonly beta: number;
      readonly AoverB: number;
    }
  | {
      readonly form: 'return rate';
      readonly V: number;
      readonly alpha: number;
      readonly beta: number;
      readonly k21: number;
    };

/**
 * Rate constants from clearances: k10 = CL / V, k12 = Q / V, k21 = Q / V2.
 *
 * @example
 * fromClearances({ CL: 5, V: 50, peripheral: [{ Q: 10, V: 40 }], ka: null }).k10; // 0.1
 */
export function fromClearances({ CL, V, peripheral, ka }: Clearances): RateConstants {
  return { V, k10: CL / V, exchange: peripheral.map(({ Q, V: Vp }) => ({ out: Q / V, back: Q / Vp })), ka };
}

/**
 * Rate constants of two compartments from another form. With the response A exp(-alpha t) + B exp(-beta t):
 *
 *     k21 = (A/B beta + alpha) / (A/B + 1),   k10 = alpha beta / k21,   k12 = alpha + beta - k21 - k10
 *
 * and Vss = V + V2. Throws `model.invalid` where the numbers describe no two compartments, such as a return rate outside the
 * exponents.
 */
export function fromTwoCompartmentForm(given: TwoCompartmentForm, ka: number | null): RateConstants {
  if (given.form === 'steady-state volume') {
    if (!(given.Vss > given.V)) refuse('Vss', given.Vss, `a steady-state volume above V, ${given.V} L`);
    return fromClearances({ ...given, peripheral: [{ Q: given.Q, V: given.Vss - given.V }], ka });
  }
  const { alpha, beta, V } = given;
  if (!(alpha > beta && beta > 0)) refuse('alpha', alpha, 'alpha above beta, both positive');
  const k21 = given.form === 'return rate' ? given.k21 : (given.AoverB * beta + alpha) / (given.AoverB + 1);
  if (!(k21 > beta && k21 < alpha)) refuse('k21', k21, `a return rate between beta and alpha`);
  const k10 = (alpha * beta) / k21;
  return { V, k10, exchange: [{ out: alpha + beta - k21 - k10, back: k21 }], ka };
}

/** Throws `model.invalid`, by name, unless every constant is positive and finite; at most two peripheral compartments. */
export function checkRateConstants({ V, k10, exchange, ka }: RateConstants): void {
  const named: (readonly [string, number])[] = [
    ['V', V],
    ['k10', k10],
  ];
  for (const [i, { out, back }] of exchange.entries()) named.push([`k1${i + 2}`, out], [`k${i + 2}1`, back]);
  if (ka !== null) named.push(['ka', ka]);
  for (const [name, value] of named) {
    if (!(value > 0) || !Number.isFinite(value)) refuse(name, value, 'a positive, finite number');
  }
  if (exchange.length > 2) refuse('exchange', exchange.length, 'at most two peripheral compartments');
}

function refuse(field: string, value: number, want: string): never {
  throw new TwinwardError('model.invalid', `${field} ${value} describes no kinetics`, {
    field,
    remedy: `give ${want}`,
  });
}
