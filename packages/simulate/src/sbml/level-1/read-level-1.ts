import type { MathNode } from '../math-node.ts';
import { flagOf, numberOf, textOf } from '../read-attribute.ts';
import type { SbmlModel, SbmlReaction, SbmlRule, SbmlSpecies, SbmlSpeciesReference } from '../sbml-model.ts';
import { childOf, listIn, refuseElement, type XmlElement } from '../xml-element.ts';
import { readFormula } from './read-formula.ts';

/**
 * Reads a `model` element of Level 1, Version 1 or 2: names are ids, formulas are text, species have amounts at the start and are
 * spoken of by concentration, and anything may change (SBML Level 1 Version 2, section 4). Version 1 calls a species `specie`.
 */
export function readLevel1(element: XmlElement, version: number): SbmlModel {
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
    species: listIn(element, 'listOfSpecies').map(readSpecies),
    parameters: listIn(element, 'listOfParameters').map((one) => ({
      id: textOf(one, 'name'),
      value: numberOf(one, 'value', Number.NaN),
      constant: false,
    })),
    initialAssignments: [],
    rules: listIn(element, 'listOfRules').map(readRule),
    constraints: [],
    reactions: listIn(element, 'listOfReactions').map(readReaction),
    events: [],
    fluxBalance: null,
  };
}

function readSpecies(element: XmlElement): SbmlSpecies {
  return {
    id: textOf(element, 'name'),
    compartment: textOf(element, 'compartment'),
    initialAmount: numberOf(element, 'initialAmount', Number.NaN),
    initialConcentration: Number.NaN,
    hasOnlySubstanceUnits: false,
    boundaryCondition: flagOf(element, 'boundaryCondition', false),
    constant: false,
    conversionFactor: null,
  };
}

function readRule(element: XmlElement): SbmlRule {
  const math = formulaOf(element);
  if (element.name === 'algebraicRule') return { kind: 'algebraic', variable: '', math };
  const variables: Readonly<Record<string, () => string>> = {
    compartmentVolumeRule: () => textOf(element, 'compartment'),
    parameterRule: () => textOf(element, 'name'),
    speciesConcentrationRule: () => speciesOf(element),
    specieConcentrationRule: () => speciesOf(element),
  };
  const variable = variables[element.name] ?? refuseElement(element, 'is not a rule known here');
  const type = element.attributes.get('type') ?? 'scalar';
  if (type !== 'scalar' && type !== 'rate')
    refuseElement(element, `has the type "${type}", which is not known`);
  return { kind: type === 'rate' ? 'rate' : 'assignment', variable: variable(), math };
}

function readReaction(element: XmlElement): SbmlReaction {
  const law = childOf(element, 'kineticLaw');
  const references = (list: string): readonly SbmlSpeciesReference[] =>
    listIn(element, list).map((one) => ({
      id: null,
      species: speciesOf(one),
      stoichiometry: numberOf(one, 'stoichiometry', 1) / numberOf(one, 'denominator', 1),
      stoichiometryMath: null,
    }));
  return {
    id: textOf(element, 'name'),
    reactants: references('listOfReactants'),
    products: references('listOfProducts'),
    law: law === undefined ? null : formulaOf(law),
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

function formulaOf(element: XmlElement): MathNode {
  return readFormula(textOf(element, 'formula'), (why) => refuseElement(element, why));
}

function speciesOf(element: XmlElement): string {
  return element.attributes.get('specie') ?? textOf(element, 'species');
}
