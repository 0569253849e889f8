import { readFluxBalance } from './fbc/read-flux-balance.ts';
import { linesOf } from './lines-of.ts';
import type { MathNode } from './math-node.ts';
import { flagOf, idOf, numberOf, textOf } from './read-attribute.ts';
import { readLambda, readMath } from './read-math.ts';
import type {
  SbmlCompartment,
  SbmlEvent,
  SbmlModel,
  SbmlParameter,
  SbmlReaction,
  SbmlRule,
  SbmlSpecies,
  SbmlSpeciesReference,
} from './sbml-model.ts';
import { childOf, listIn, refuseElement, type XmlElement } from './xml-element.ts';

const RULES: ReadonlyMap<string, SbmlRule['kind']> = new Map([
  ['assignmentRule', 'assignment'],
  ['rateRule', 'rate'],
  ['algebraicRule', 'algebraic'],
]);

/** Reads a `model` element of Level 2 or 3. */
export function readModel(element: XmlElement, level: number, version: number): SbmlModel {
  const text = (name: string): string | null => element.attributes.get(name) ?? null;
  return {
    level,
    version,
    id: text('id') ?? '',
    conversionFactor: text('conversionFactor'),
    functions: new Map(
      listIn(element, 'listOfFunctionDefinitions').flatMap((one) => {
        const read = readLambda(childOf(one, 'math'));
        return read === null ? [] : [[idOf(one), read] as const];
      }),
    ),
    compartments: listIn(element, 'listOfCompartments').map(readCompartment),
    species: listIn(element, 'listOfSpecies').map(readSpecies),
    parameters: listIn(element, 'listOfParameters').map(readParameter),
    initialAssignments: listIn(element, 'listOfInitialAssignments').flatMap((one) => {
      const math = mathOf(one);
      return math === null ? [] : [{ symbol: textOf(one, 'symbol'), math }];
    }),
    rules: listIn(element, 'listOfRules').flatMap((one) => {
      const kind = RULES.get(one.name) ?? refuseElement(one, 'is not a rule known here');
      const math = mathOf(one);
      return math === null
        ? []
        : [{ kind, variable: kind === 'algebraic' ? '' : textOf(one, 'variable'), math, line: one.line }];
    }),
    constraints: listIn(element, 'listOfConstraints').flatMap((one) => mathOf(one) ?? []),
    reactions: listIn(element, 'listOfReactions').map((one) => readReaction(one, level)),
    events: listIn(element, 'listOfEvents').map(readEvent),
    fluxBalance: readFluxBalance(element),
    lines: linesOf(element),
  };
}

function readCompartment(element: XmlElement): SbmlCompartment {
  const dimensions = numberOf(element, 'spatialDimensions', 3);
  return {
    id: idOf(element),
    size: numberOf(element, 'size', Number.NaN),
    dimensions,
    constant: flagOf(element, 'constant', true),
  };
}

function readSpecies(element: XmlElement): SbmlSpecies {
  return {
    id: idOf(element),
    compartment: textOf(element, 'compartment'),
    initialAmount: numberOf(element, 'initialAmount', Number.NaN),
    initialConcentration: numberOf(element, 'initialConcentration', Number.NaN),
    hasOnlySubstanceUnits: flagOf(element, 'hasOnlySubstanceUnits', false),
    boundaryCondition: flagOf(element, 'boundaryCondition', false),
    constant: flagOf(element, 'constant', false),
    conversionFactor: element.attributes.get('conversionFactor') ?? null,
  };
}

function readParameter(element: XmlElement): SbmlParameter {
  return {
    id: idOf(element),
    value: numberOf(element, 'value', Number.NaN),
    constant: flagOf(element, 'constant', true),
  };
}

function readReaction(element: XmlElement, level: number): SbmlReaction {
  const law = childOf(element, 'kineticLaw');
  const locals =
    law === undefined ? [] : [...listIn(law, 'listOfLocalParameters'), ...listIn(law, 'listOfParameters')];
  const references = (list: string): readonly SbmlSpeciesReference[] =>
    listIn(element, list).map((one) => readReference(one, level));
  return {
    id: idOf(element),
    reactants: references('listOfReactants'),
    products: references('listOfProducts'),
    law: law === undefined ? null : mathOf(law),
    locals: locals.map((one) => ({ id: idOf(one), value: numberOf(one, 'value', Number.NaN) })),
    fast: flagOf(element, 'fast', false),
  };
}

function readReference(element: XmlElement, level: number): SbmlSpeciesReference {
  const math = childOf(childOf(element, 'stoichiometryMath'), 'math');
  return {
    id: element.attributes.get('id') ?? null,
    species: textOf(element, 'species'),
    stoichiometry: numberOf(element, 'stoichiometry', level < 3 ? 1 : Number.NaN),
    stoichiometryMath: readMath(math),
  };
}

function readEvent(element: XmlElement): SbmlEvent {
  const trigger = childOf(element, 'trigger');
  const of = (name: string): MathNode | null => readMath(childOf(childOf(element, name), 'math'));
  return {
    id: element.attributes.get('id') ?? `event at line ${element.line}`,
    trigger: trigger === undefined ? null : mathOf(trigger),
    initialValue: trigger === undefined ? true : flagOf(trigger, 'initialValue', true),
    persistent: trigger === undefined ? true : flagOf(trigger, 'persistent', true),
    delay: of('delay'),
    priority: of('priority'),
    useValuesFromTriggerTime: flagOf(element, 'useValuesFromTriggerTime', true),
    assignments: listIn(element, 'listOfEventAssignments').flatMap((one) => {
      const math = mathOf(one);
      return math === null ? [] : [{ variable: textOf(one, 'variable'), math }];
    }),
  };
}

function mathOf(element: XmlElement): MathNode | null {
  return readMath(childOf(element, 'math'));
}
