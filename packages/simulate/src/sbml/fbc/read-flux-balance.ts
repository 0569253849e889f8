import { TwinwardError } from '@twinward/contract';
import { childOf, listIn, refuseElement, type XmlElement } from '../xml-element.ts';
import type { FluxBalance, FluxBound, FluxObjective } from './flux-balance.ts';

const SIDES: ReadonlyMap<string, readonly FluxBound['side'][]> = new Map([
  ['lessEqual', ['upper']],
  ['less', ['upper']],
  ['greaterEqual', ['lower']],
  ['greater', ['lower']],
  ['equal', ['lower', 'upper']],
]);
const SENSES: ReadonlyMap<string, FluxObjective['sense']> = new Map([
  ['minimize', 'minimise'],
  ['maximize', 'maximise'],
]);
const INFINITIES: ReadonlyMap<string, number> = new Map([
  ['INF', Number.POSITIVE_INFINITY],
  ['-INF', Number.NEGATIVE_INFINITY],
]);

/**
 * What a model asks of its fluxes (SBML Level 3 fbc Versions 1 and 2); null where it states no objective. Charges, formulas and
 * gene products bear on no flux and are passed over. Throws `file.invalid` naming element and line for what is malformed,
 * `request.unsupported` for constraints and quadratic objectives of Version 3.
 */
export function readFluxBalance(model: XmlElement): FluxBalance | null {
  const list = childOf(model, 'fbc:listOfObjectives');
  if (list === undefined) return null;
  const own = childOf(model, 'fbc:listOfUserDefinedConstraints');
  if (own !== undefined) unsupported(own, 'a constraint of more than one flux');
  return {
    objectives: list.children.filter(({ name }) => name === 'fbc:objective').map(readObjective),
    active: attribute(list, 'activeObjective'),
    bounds: [
      ...listIn(model, 'fbc:listOfFluxBounds').flatMap(readBounds),
      ...listIn(model, 'listOfReactions').flatMap(readOwnBounds),
    ],
  };
}

function readObjective(element: XmlElement): FluxObjective {
  const type = attribute(element, 'type');
  const sense = SENSES.get(type) ?? refuseElement(element, `has the type "${type}", which is not known`);
  const terms = listIn(element, 'fbc:listOfFluxObjectives').map((one) => {
    const kind = one.attributes.get('fbc:variableType') ?? 'linear';
    if (kind !== 'linear') unsupported(one, `an objective that is ${kind} in a flux`);
    return { reaction: attribute(one, 'reaction'), coefficient: numeric(one, 'coefficient') };
  });
  return { id: attribute(element, 'id'), sense, terms };
}

/** Version 1: bounds stand in a list, with numbers. */
function readBounds(element: XmlElement): readonly FluxBound[] {
  const operation = attribute(element, 'operation');
  const sides =
    SIDES.get(operation) ?? refuseElement(element, `has the operation "${operation}", which is not known`);
  const reaction = attribute(element, 'reaction');
  const value = numeric(element, 'value');
  return sides.map((side) => ({ reaction, side, value }));
}

/** Version 2: reactions name the parameters that bound them. */
function readOwnBounds(reaction: XmlElement): readonly FluxBound[] {
  return (['lower', 'upper'] as const).flatMap((side) => {
    const value = reaction.attributes.get(`fbc:${side}FluxBound`);
    if (value === undefined) return [];
    return [{ reaction: attribute(reaction, 'id'), side, value }];
  });
}

function attribute(element: XmlElement, name: string): string {
  return (
    element.attributes.get(`fbc:${name}`) ??
    element.attributes.get(name) ??
    refuseElement(element, `has no attribute ${name}`)
  );
}

function numeric(element: XmlElement, name: string): number {
  const text = attribute(element, name).trim();
  const value = INFINITIES.get(text) ?? (text === '' ? Number.NaN : Number(text));
  if (Number.isNaN(value))
    refuseElement(element, `has ${name} "${text.slice(0, 30)}", which is not a number`);
  return value;
}

function unsupported(at: XmlElement, what: string): never {
  throw new TwinwardError('request.unsupported', `line ${at.line}: ${what} is not read here`, {
    field: at.name,
    row: at.line,
    remedy: 'state it as a linear objective and bounds of single fluxes',
  });
}
