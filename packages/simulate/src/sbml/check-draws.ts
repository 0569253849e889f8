import { TwinwardError } from '@twinward/contract';
import { childOf, listIn, type XmlElement } from './xml-element.ts';

const DRAWS = /^http:\/\/www\.sbml\.org\/sbml\/symbols\/distrib\//;
/** Elements whose formulas are evaluated all the time, so that a number drawn in them would never stand still. */
const LASTING = [
  ['listOfRules', null],
  ['listOfConstraints', null],
  ['listOfReactions', 'kineticLaw'],
  ['listOfEvents', 'trigger'],
  ['listOfEvents', 'priority'],
] as const;

/**
 * Looks whether numbers are drawn (SBML Level 3 distrib Version 1) only where a formula is evaluated once each time: in initial
 * assignments, and in what events assign and their delays; by functions of the model too. Uncertainties that a file states of its
 * numbers change nothing that is simulated. Throws `request.unsupported` naming element and line for draws elsewhere, and for
 * elements of the package's drafts.
 */
export function checkDraws(model: XmlElement): void {
  const drawing = drawingFunctions(model);
  for (const [list, part] of LASTING) {
    for (const one of listIn(model, list)) {
      const holder = part === null ? one : childOf(one, part);
      if (holder !== undefined && draws(childOf(holder, 'math'), drawing)) {
        refuse(
          holder === one ? one : { ...holder, attributes: one.attributes },
          'draws at random all the time',
        );
      }
    }
  }
  for (const reaction of listIn(model, 'listOfReactions')) {
    for (const side of ['listOfReactants', 'listOfProducts']) {
      for (const reference of listIn(reaction, side)) {
        const math = childOf(childOf(reference, 'stoichiometryMath'), 'math');
        if (draws(math, drawing)) refuse(reference, 'draws at random all the time');
      }
    }
  }
  const unknown = draftIn(model);
  if (unknown !== undefined) refuse(unknown, 'is not of SBML Level 3 distrib Version 1');
}

/** Functions that draw, themselves or through others. */
function drawingFunctions(model: XmlElement): ReadonlySet<string> {
  const drawing = new Set<string>();
  const functions = listIn(model, 'listOfFunctionDefinitions');
  for (let before = -1; before !== drawing.size; ) {
    before = drawing.size;
    for (const one of functions) {
      if (draws(childOf(one, 'math'), drawing)) drawing.add(one.attributes.get('id') ?? '');
    }
  }
  return drawing;
}

function draws(math: XmlElement | undefined, drawing: ReadonlySet<string>): boolean {
  if (math === undefined) return false;
  const { name, attributes, children } = math;
  if (name === 'csymbol') return DRAWS.test(attributes.get('definitionURL')?.trim() ?? '');
  if (name === 'apply' && children[0]?.name === 'ci' && drawing.has(children[0].text.trim())) return true;
  return children.some((child) => draws(child, drawing));
}

function draftIn(element: XmlElement): XmlElement | undefined {
  for (const child of element.children) {
    if (child.name === 'distrib:listOfUncertainties') continue;
    if (child.name.startsWith('distrib:')) return child;
    const found = draftIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function refuse(element: XmlElement, why: string): never {
  const id = element.attributes.get('id') ?? element.attributes.get('variable');
  const named = id === undefined ? element.name : `${element.name} "${id}"`;
  throw new TwinwardError('request.unsupported', `line ${element.line}: ${named} ${why}`, {
    field: element.name,
    row: element.line,
    remedy: 'draw in initial assignments, or in assignments or delays of events',
  });
}
