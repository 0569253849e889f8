import { linesOf } from '../lines-of.ts';
import { type MathNode, renamed } from '../math-node.ts';
import { checkId, flagOf, numberOf, textOf } from '../read-attribute.ts';
import type { SbmlModel, SbmlReaction, SbmlRule, SbmlSpecies, SbmlSpeciesReference } from '../sbml-model.ts';
import { childOf, listIn, refuseElement, type XmlElement } from '../xml-element.ts';
import { readFormula } from './read-formula.ts';

const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['compartmentVolumeRule', 'compartment'],
  ['parameterRule', 'name'],
  ['speciesConcentrationRule', 'species'],
  ['specieConcentrationRule', 'specie'],
]);

/**
 * Reads a `model` element of Level 1, Version 1 or 2: names are ids, formulas are text, species have amounts at the start and are
 * spoken of by concentration, and anything may change (SBML Level 1 Version 2, section 4). Version 1 calls a species `specie`.
 */
export function readLevel1(element: XmlElement, version: number): SbmlModel {
  const names = namesOf(element);
  const compartments = new Set(listIn(element, 'listOfCompartments').map((one) => textOf(one, 'name')));
  return {
    level: 1,
    version,
    id: element.attributes.get('name') ?? '',
    conversionFactor: null,
    functions: new Map(),
    compartments: listIn(element, 'listOfCompartments').map((one) => ({
      id: textOf(one, 'name'),
      size: numberOf(one, 'volume', 1),
      dimensions: 3,
      constant: false,
    })),
    species: listIn(element, 'listOfSpecies').map((one) => readSpecies(one, compartments)),
    parameters: listIn(element, 'listOfParameters').map((one) => ({
      id: textOf(one, 'name'),
      value: numberOf(one, 'value', Number.NaN),
      constant: false,
    })),
    initialAssignments: [],
    rules: listIn(element, 'listOfRules').map((one) => readRule(one, names)),
    constraints: [],
    reactions: listIn(element, 'listOfReactions').map((one) => readReaction(one, names)),
    events: [],
    fluxBalance: null,
    lines: linesOf(element),
  };
}

function readSpecies(element: XmlElement, compartments: ReadonlySet<string>): SbmlSpecies {
  return {
    id: textOf(element, 'name'),
    compartment: known(element, textOf(element, 'compartment'), compartments),
    initialAmount: numberOf(element, 'initialAmount', Number.NaN),
    initialConcentration: Number.NaN,
    hasOnlySubstanceUnits: false,
    boundaryCondition: flagOf(element, 'boundaryCondition', false),
    constant: false,
    conversionFactor: null,
  };
}

function readRule(element: XmlElement, names: ReadonlySet<string>): SbmlRule {
  const math = formulaOf(element, names);
  if (element.name === 'algebraicRule') return { kind: 'algebraic', variable: '', math, line: element.line };
  const attribute = VARIABLES.get(element.name) ?? refuseElement(element, 'is not a rule known here');
  const type = element.attributes.get('type') ?? 'scalar';
  if (type !== 'scalar' && type !== 'rate')
    refuseElement(element, `has the type "${type}", which is not known`);
  return {
    kind: type === 'rate' ? 'rate' : 'assignment',
    variable: known(element, textOf(element, attribute), names),
    math,
    line: element.line,
  };
}

function readReaction(element: XmlElement, names: ReadonlySet<string>): SbmlReaction {
  const law = childOf(element, 'kineticLaw');
  const locals = law === undefined ? [] : listIn(law, 'listOfParameters').map((one) => nameOf(one));
  const references = (list: string): readonly SbmlSpeciesReference[] =>
    listIn(element, list).map((one) => ({
      id: null,
      species: known(one, one.attributes.get('specie') ?? textOf(one, 'species'), names),
      stoichiometry: numberOf(one, 'stoichiometry', 1) / numberOf(one, 'denominator', 1),
      stoichiometryMath: null,
    }));
  return {
    id: textOf(element, 'name'),
    reactants: references('listOfReactants'),
    products: references('listOfProducts'),
    law: law === undefined ? null : formulaOf(law, new Set([...names, ...locals])),
    locals:
      law === undefined
        ? []
        : listIn(law, 'listOfParameters').map((one) => ({
            id: textOf(one, 'name'),
            value: numberOf(one, 'value', Number.NaN),
          })),
    fast: flagOf(element, 'fast', false),
  };
}

function nameOf(element: XmlElement): string {
  const name = textOf(element, 'name');
  checkId(element, name);
  return name;
}

/** The names of a model; each is of one thing. */
function namesOf(model: XmlElement): ReadonlySet<string> {
  const lines = new Map<string, number>();
  for (const list of ['listOfCompartments', 'listOfSpecies', 'listOfParameters', 'listOfReactions']) {
    for (const one of listIn(model, list)) {
      const name = nameOf(one);
      const before = lines.get(name);
      if (before !== undefined) refuseElement(one, `has the name "${name}", which line ${before} has given`);
      lines.set(name, one.line);
    }
  }
  return new Set(lines.keys());
}

function known(element: XmlElement, name: string, names: ReadonlySet<string>): string {
  return names.has(name) ? name : refuseElement(element, `names "${name}", which is not defined`);
}

function formulaOf(element: XmlElement, names: ReadonlySet<string>): MathNode {
  const math = readFormula(textOf(element, 'formula'), (why) => refuseElement(element, why));
  return renamed(math, (name) => ({ kind: 'name', name: known(element, name, names) }));
}
