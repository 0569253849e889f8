import {
  multiplyUnits,
  sameUnit,
  spellUnit,
  TwinwardError,
  UNITY,
  type UnitScale,
  unitScale,
} from '@twinward/contract';
import type { Expression } from './expression.ts';
import { printExpression } from './print-expression.ts';

/** The unit of an expression; null where any will do, as for 0. */
type Known = UnitScale | null;
type Operated = Extract<Expression, { readonly kind: 'operation' }>;

const LONGEST = 120;

/**
 * Checks that equations make sense in their units: sums, comparisons and branches need one unit, not just one kind (mg and g do
 * not add); the arguments of exp, ln, tanh and the like, and exponents, need none; a base has none unless its exponent is a
 * number. Plain numbers have none; 0 has any. Errors name the equation and the part of it at fault.
 *
 * What an expression comes to is found once, however many equations share it, and without recursion.
 */
export class UnitCheck {
  readonly #names: ReadonlyMap<Expression, string>;
  readonly #known = new Map<Expression, Known>();

  /** @param names auxiliary quantities, to be quoted by name */
  constructor(names: ReadonlyMap<Expression, string>) {
    this.#names = names;
  }

  /** Throws `unit.incompatible` unless the expression is in a unit (or in any), `unit.unknown` for a text that is no unit. */
  expect(expression: Expression, unit: UnitScale, equation: string): void {
    const found = this.unitOf(expression, equation);
    if (found === null || sameUnit(found, unit)) return;
    this.#fail(equation, expression, `comes to ${spellUnit(found)}, not ${spellUnit(unit)}`);
  }

  /** The unit an expression comes to. Throws as `expect` does. */
  unitOf(expression: Expression, equation: string): Known {
    const pending = [expression];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (this.#known.has(node)) continue;
      if (node.kind !== 'operation') {
        this.#known.set(node, this.#ofLeaf(node, equation));
        continue;
      }
      const missing = node.operands.filter((operand) => !this.#known.has(operand));
      if (missing.length > 0) pending.push(node, ...missing);
      else this.#known.set(node, this.#ofOperation(node, equation));
    }
    return this.#known.get(expression)!;
  }

  #ofLeaf(node: Exclude<Expression, Operated>, equation: string): Known {
    if (node.kind === 'constant' && node.unit === '1') {
      return node.value === 0 || !Number.isFinite(node.value) ? null : UNITY;
    }
    return knownUnit(node.unit, equation, printExpression(node));
  }

  #ofOperation(node: Operated, equation: string): Known {
    const { operation, operands } = node;
    const [a = null, b = null, c = null] = operands.map((operand) => this.#known.get(operand)!);
    switch (operation) {
      case 'add':
      case 'subtract':
      case 'min':
      case 'max':
        return this.#one(node, a, b, equation);
      case 'less':
      case 'atMost':
      case 'equal':
        this.#one(node, a, b, equation);
        return UNITY;
      case 'select':
        this.#pure(node, operands[0]!, equation);
        return this.#one(node, b, c, equation);
      case 'negate':
      case 'abs':
        return a;
      case 'multiply':
        return a && b && multiplyUnits(a, b);
      case 'divide':
        return a && multiplyUnits(a, b ?? UNITY, -1);
      case 'sqrt':
        return a && multiplyUnits(UNITY, a, 0.5);
      case 'pow':
        return this.#ofPower(node, a, equation);
      default: // functions of pure numbers; floor and ceil too, whose answer hangs on the unit
        this.#pure(node, operands[0]!, equation);
        return UNITY;
    }
  }

  #ofPower(node: Operated, base: Known, equation: string): Known {
    const exponent = node.operands[1]!;
    this.#pure(node, exponent, equation);
    if (exponent.kind === 'constant') return base && multiplyUnits(UNITY, base, exponent.value);
    this.#pure(node, node.operands[0]!, equation);
    return UNITY;
  }

  #one(node: Operated, a: Known, b: Known, equation: string): Known {
    if (a && b && !sameUnit(a, b)) {
      this.#fail(equation, node, `${spellUnit(a)} meets ${spellUnit(b)}`);
    }
    return a ?? b;
  }

  #pure(node: Operated, operand: Expression, equation: string): void {
    const unit = this.#known.get(operand) ?? UNITY;
    if (sameUnit(unit, UNITY)) return;
    const part = this.#names.get(operand) ?? printExpression(operand, this.#names, 4);
    this.#fail(equation, node, `${part} is in ${spellUnit(unit)} where a number without unit is needed`);
  }

  #fail(equation: string, node: Expression, why: string): never {
    const whole = printExpression(node, this.#names, 6);
    const text = whole.length > LONGEST ? `${whole.slice(0, LONGEST)}...` : whole;
    throw new TwinwardError('unit.incompatible', `${equation}: in "${text}" ${why}`, {
      field: equation,
      remedy: 'correct the units, or give a number its own: 6000 {pmol/[iU]}',
    });
  }
}

/** The scale of a unit; throws `unit.unknown` naming the equation and what bears it. */
export function knownUnit(text: string, equation: string, bearer: string): UnitScale {
  const scale = unitScale(text);
  if (scale !== null) return scale;
  throw new TwinwardError('unit.unknown', `${equation}: "${text}", the unit of ${bearer}, is not known`, {
    field: equation,
    remedy: 'write UCUM, for example mg/L, mmol/L/h, /min',
  });
}
