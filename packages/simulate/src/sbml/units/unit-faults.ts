import { flattenModel } from '../comp/flatten-model.ts';
import { childOf, listIn, readXml, refuseElement, type XmlElement } from '../xml-element.ts';
import { DIMENSIONLESS, printUnit, type SbmlUnit, sameUnit, timesUnit } from './sbml-unit.ts';
import { readUnits, type UnitTable } from './unit-table.ts';

/** A place where units do not fit. */
export interface UnitFault {
  readonly line: number;
  /** Name of the element, and its id or variable where it has one. */
  readonly element: string;
  readonly why: string;
}

type Locals = ReadonlyMap<string, SbmlUnit | null>;

const ALIKE: ReadonlySet<string> = new Set(['plus', 'minus', 'max', 'min', 'abs', 'floor', 'ceiling', 'rem']);
const COMPARED: ReadonlySet<string> = new Set(['eq', 'neq', 'lt', 'gt', 'leq', 'geq']);
const LOGIC: ReadonlySet<string> = new Set(['and', 'or', 'xor', 'not', 'implies']);
const DEEPEST = 50;

/**
 * Where the units of a model of Level 2 or 3 do not fit: sums and comparisons of unlike things, exponents and logarithms of what has
 * a unit, rules, assignments, rates and delays in another unit than what they determine (SBML Level 3 Version 2, section 3.4).
 * What the file does not say fits anything, as do numbers without units. SBML leaves such models valid, so reading does not refuse
 * them; whoever opens one should be told.
 *
 * @example
 * const wrong = `<sbml level="2" version="4"><model id="m"><listOfParameters><parameter id="t" units="second" constant="false"/>
 *   <parameter id="n" units="mole"/></listOfParameters><listOfRules><assignmentRule variable="t">
 *   <math><ci>n</ci></math></assignmentRule></listOfRules></model></sbml>`;
 * unitFaults(wrong)[0].why; // gives mol where s is meant
 * unitFaults(wrong)[0].line; // 2
 */
export function unitFaults(
  text: string,
  files: ReadonlyMap<string, string> = new Map(),
): readonly UnitFault[] {
  const root = readXml(text);
  const level = Number(root.attributes.get('level'));
  if (root.name !== 'sbml' || (level !== 2 && level !== 3))
    refuseElement(root, 'is not SBML of Level 2 or 3');
  const model = root.attributes.has('comp:required') ? flattenModel(root, files) : childOf(root, 'model');
  return model === undefined ? [] : new UnitCheck(model, level).faults();
}

class UnitCheck {
  readonly #model: XmlElement;
  readonly #units: UnitTable;
  readonly #functions: ReadonlyMap<string, XmlElement>;
  readonly #faults: UnitFault[] = [];
  #at: XmlElement;
  /** The call that is being looked into: where a fault inside a function is told. */
  #call: XmlElement | null = null;

  constructor(model: XmlElement, level: number) {
    this.#model = model;
    this.#at = model;
    this.#units = readUnits(model, level);
    this.#functions = new Map(
      listIn(model, 'listOfFunctionDefinitions').flatMap((one) => {
        const lambda = childOf(childOf(one, 'math'), 'lambda');
        return lambda === undefined ? [] : [[one.attributes.get('id') ?? '', lambda] as const];
      }),
    );
  }

  faults(): readonly UnitFault[] {
    const { time, extent } = this.#units;
    const over = (unit: SbmlUnit | null): SbmlUnit | null => unit && time && timesUnit(unit, time, -1);
    for (const one of listIn(this.#model, 'listOfInitialAssignments')) this.#meant(one, this.#assigned(one));
    for (const one of listIn(this.#model, 'listOfRules')) {
      const variable = this.#assigned(one);
      if (one.name === 'algebraicRule') this.#meant(one, null);
      else this.#meant(one, one.name === 'rateRule' ? over(variable) : variable);
    }
    for (const one of listIn(this.#model, 'listOfConstraints')) this.#meant(one, null);
    for (const one of listIn(this.#model, 'listOfReactions')) {
      const law = childOf(one, 'kineticLaw');
      if (law === undefined) continue;
      const locals = [...listIn(law, 'listOfLocalParameters'), ...listIn(law, 'listOfParameters')];
      const units = locals.map(
        (local) =>
          [local.attributes.get('id') ?? '', this.#units.named(local.attributes.get('units'))] as const,
      );
      this.#meant(law, over(extent), new Map(units), one);
    }
    for (const one of listIn(this.#model, 'listOfEvents')) {
      for (const [part, unit] of [
        ['trigger', null],
        ['delay', time],
        ['priority', DIMENSIONLESS],
      ] as const) {
        const element = childOf(one, part);
        if (element !== undefined) this.#meant(element, unit, new Map(), one);
      }
      for (const assignment of listIn(one, 'listOfEventAssignments')) {
        this.#meant(assignment, this.#assigned(assignment));
      }
    }
    return this.#faults;
  }

  #assigned(element: XmlElement): SbmlUnit | null {
    return this.#units.of(element.attributes.get('variable') ?? element.attributes.get('symbol') ?? '');
  }

  #meant(element: XmlElement, wanted: SbmlUnit | null, locals: Locals = new Map(), named = element): void {
    this.#at = named;
    const formula = childOf(element, 'math')?.children[0];
    if (formula === undefined) return;
    const got = this.#unit(formula, locals, 0);
    if (wanted !== null && got !== null && !sameUnit(wanted, got)) {
      this.#fault(element, `gives ${printUnit(got)} where ${printUnit(wanted)} is meant`);
    }
  }

  #fault(node: XmlElement, why: string): void {
    const { attributes, name } = this.#at;
    const id = attributes.get('id') ?? attributes.get('variable') ?? attributes.get('symbol');
    this.#faults.push({
      line: (this.#call ?? node).line,
      element: id === undefined ? name : `${name} "${id}"`,
      why,
    });
  }

  #unit(node: XmlElement, locals: Locals, depth: number): SbmlUnit | null {
    const [head, ...operands] = node.children;
    switch (node.name) {
      case 'cn':
        return this.#units.named(node.attributes.get('units'));
      case 'ci': {
        const name = node.text.trim();
        return locals.has(name) ? locals.get(name)! : this.#units.of(name);
      }
      case 'csymbol':
        return /\/time$/.test(node.attributes.get('definitionURL') ?? '') ? this.#units.time : null;
      case 'semantics':
        return head === undefined ? null : this.#unit(head, locals, depth);
      case 'piecewise':
        return this.#piecewise(node, locals, depth);
      case 'apply':
        return head === undefined ? null : this.#apply(head, operands, locals, depth);
      default:
        return null;
    }
  }

  #piecewise(node: XmlElement, locals: Locals, depth: number): SbmlUnit | null {
    const values = node.children.flatMap(({ children: [value, when] }) => {
      if (when !== undefined) this.#unit(when, locals, depth);
      return value === undefined ? [] : [value];
    });
    return this.#alike(node, values, locals, depth);
  }

  /** All operands are in one unit; returns it. */
  #alike(node: XmlElement, operands: readonly XmlElement[], locals: Locals, depth: number): SbmlUnit | null {
    let common: SbmlUnit | null = null;
    for (const operand of operands) {
      const unit = this.#unit(operand, locals, depth);
      if (unit === null) continue;
      if (common !== null && !sameUnit(common, unit)) {
        this.#fault(node, `${node.name}: ${printUnit(common)} meets ${printUnit(unit)}`);
        return null;
      }
      common ??= unit;
    }
    return common;
  }

  #apply(head: XmlElement, operands: readonly XmlElement[], locals: Locals, depth: number): SbmlUnit | null {
    const unit = (operand: XmlElement | undefined): SbmlUnit | null =>
      operand === undefined ? null : this.#unit(operand, locals, depth);
    if (ALIKE.has(head.name)) return this.#alike(head, operands, locals, depth);
    if (COMPARED.has(head.name)) {
      this.#alike(head, operands, locals, depth);
      return DIMENSIONLESS;
    }
    if (LOGIC.has(head.name)) {
      operands.forEach(unit);
      return DIMENSIONLESS;
    }
    switch (head.name) {
      case 'times':
      case 'divide':
      case 'quotient': {
        const power = head.name === 'times' ? 1 : -1;
        const units = operands.map(unit);
        return units.reduce<SbmlUnit | null>(
          (all, one, i) => all && one && timesUnit(all, one, i === 0 ? 1 : power),
          DIMENSIONLESS,
        );
      }
      case 'power':
        return this.#power(unit(operands[0]), operands[1], locals, depth, false);
      case 'root': {
        const degree = operands.find(({ name }) => name === 'degree')?.children[0];
        const base = unit(operands.find(({ name }) => name !== 'degree'));
        if (degree === undefined) return base && timesUnit(DIMENSIONLESS, base, 0.5);
        return this.#power(base, degree, locals, depth, true);
      }
      case 'ci':
        return this.#called(head, operands, locals, depth);
      case 'csymbol': {
        const url = head.attributes.get('definitionURL') ?? '';
        const [first, second] = operands.map(unit);
        const { time } = this.#units;
        if (url.endsWith('/rateOf')) return (first ?? null) && time && timesUnit(first!, time, -1);
        if (!url.endsWith('/delay')) return null;
        if (time && second && !sameUnit(time, second)) this.#fault(head, `delays by ${printUnit(second)}`);
        return first ?? null;
      }
      default:
        for (const operand of operands) {
          const one = operand.name === 'logbase' ? null : unit(operand);
          if (one !== null && !sameUnit(one, DIMENSIONLESS))
            this.#fault(head, `${head.name} of ${printUnit(one)}`);
        }
        return DIMENSIONLESS;
    }
  }

  #power(
    base: SbmlUnit | null,
    exponent: XmlElement | undefined,
    locals: Locals,
    depth: number,
    root: boolean,
  ): SbmlUnit | null {
    if (exponent === undefined) return null;
    const unit = this.#unit(exponent, locals, depth);
    if (unit !== null && !sameUnit(unit, DIMENSIONLESS))
      this.#fault(exponent, `an exponent in ${printUnit(unit)}`);
    if (base === null || sameUnit(base, DIMENSIONLESS)) return base;
    const by =
      exponent.name === 'cn' && exponent.children.length === 0 ? Number(exponent.text.trim()) : Number.NaN;
    if (!Number.isFinite(by) || by === 0) return null;
    const raised = timesUnit(DIMENSIONLESS, base, root ? 1 / by : by);
    return Number.isNaN(raised.factor) ? null : raised;
  }

  #called(head: XmlElement, operands: readonly XmlElement[], locals: Locals, depth: number): SbmlUnit | null {
    const units = operands.map((operand) => this.#unit(operand, locals, depth));
    const lambda = this.#functions.get(head.text.trim());
    const body = lambda?.children.find(({ name }) => name !== 'bvar');
    if (lambda === undefined || body === undefined || depth >= DEEPEST) return null;
    const names = lambda.children.flatMap(({ name, children }) =>
      name === 'bvar' ? [(children[0]?.text ?? '').trim()] : [],
    );
    const outer = this.#call;
    this.#call = outer ?? head;
    const unit = this.#unit(body, new Map(names.map((name, i) => [name, units[i] ?? null])), depth + 1);
    this.#call = outer;
    return unit;
  }
}
