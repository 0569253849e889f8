import { TwinwardError } from '@twinward/contract';
import { childOf, refuseElement } from '../xml-element.ts';
import type { ModelInstance } from './model-instance.ts';
import { compAttribute, type ModelPart, partsOf } from './model-part.ts';
import { type NewName, rewriteMath, scaleMath } from './rewrite-math.ts';

/** What an element of a submodel is replaced by: the name it goes by, and what its values are multiplied by to become the other's. */
export interface Replacement {
  readonly by: ModelPart;
  readonly factor: string | null;
}

/** How a submodel goes into the model that declares it. */
export interface Adoption {
  readonly submodel: ModelPart;
  readonly child: ModelInstance;
  /** What names of the submodel begin with in the model. */
  readonly prefix: string;
  readonly replaced: ReadonlyMap<ModelPart, Replacement>;
  /** Elements that take the place, and the name, of one of the model. */
  readonly renamed: ReadonlyMap<ModelPart, string>;
}

const REFERENCES = ['compartment', 'species', 'symbol', 'variable', 'conversionFactor'];

/**
 * Gives the elements of a submodel their names in the model that holds it and converts its formulas: replaced elements by the
 * factors of their replacements, times and extents by those of the submodel (SBML Level 3 comp Version 1, sections 3.5.2 and
 * 3.6.5). Reactions that are spoken of are rates, in the submodel's units.
 */
export function adoptSubmodel({ submodel, child, prefix, replaced, renamed }: Adoption): void {
  const time = compAttribute(submodel, 'timeConversionFactor') ?? null;
  const extent = compAttribute(submodel, 'extentConversionFactor') ?? null;
  const names = new Map<string, NewName>();
  const some = (factor: string | null): readonly string[] => (factor === null ? [] : [factor]);
  const parts = [...partsOf(child.model)].slice(1);
  for (const part of parts) {
    const id = part.attributes.get('id');
    if (id === undefined || part.name === 'localParameter' || part.name === 'unitDefinition') continue;
    const name = renamed.get(part) ?? prefix + id;
    part.attributes.set('id', name);
    const isRate = part.name === 'reaction';
    names.set(id, { name, times: isRate ? some(time) : [], over: isRate ? some(extent) : [] });
  }
  for (const [part, { by, factor }] of replaced) {
    const [from, to] = [part.attributes.get('id'), by.attributes.get('id')];
    if (from !== undefined && to !== undefined && part.name !== 'localParameter') {
      names.set(from, { name: to, times: [], over: some(factor) });
    }
  }
  // what is deleted keeps a name of the submodel, so that nothing of the model can be taken for it
  const nameOf = (name: string): NewName => names.get(name) ?? { name: prefix + name, times: [], over: [] };
  for (const part of parts) {
    const assigned = part.attributes.get('variable') ?? part.attributes.get('symbol');
    const factors = assigned === undefined ? [] : nameOf(assigned).over;
    for (const attribute of REFERENCES) {
      const name = part.attributes.get(attribute);
      if (name === undefined) continue;
      const become = nameOf(name);
      if (attribute === 'conversionFactor' && become.over.length > 0) {
        throw new TwinwardError(
          'request.unsupported',
          `line ${part.line}: a conversion factor that is itself converted is not read here`,
          { field: attribute, row: part.line, remedy: 'replace it by a parameter in the same units' },
        );
      }
      part.attributes.set(attribute, become.name);
    }
    const math = childOf(part, 'math') as ModelPart | undefined;
    if (part.name === 'kineticLaw') {
      const locals = localNames(part, replaced);
      if (math !== undefined) {
        rewriteMath(math, {
          nameOf: (name) => (locals.has(name) ? locals.get(name)! : nameOf(name)),
          timeFactor: time,
        });
      }
      scaleMath(math, some(extent), some(time));
      continue;
    }
    if (math === undefined) continue;
    rewriteMath(math, {
      nameOf: part.name === 'functionDefinition' ? callsOnly(math, nameOf) : nameOf,
      timeFactor: time,
    });
    if (part.name === 'delay') scaleMath(math, some(time), []);
    else if (part.name === 'rateRule') scaleMath(math, factors, some(time));
    else scaleMath(math, factors, []);
  }
}

/** Local parameters of a law hide what the model calls the same, replaced ones are called what replaced them. */
function localNames(
  law: ModelPart,
  replaced: ReadonlyMap<ModelPart, Replacement>,
): ReadonlyMap<string, NewName | null> {
  const locals = new Map<string, NewName | null>();
  for (const local of childOf(law, 'listOfLocalParameters')?.children ?? []) {
    const part = local as ModelPart;
    const id = part.attributes.get('id') ?? refuseElement(part, 'has no attribute id');
    const replacement = replaced.get(part);
    const by = replacement?.by.attributes.get('id');
    if (!part.gone) locals.set(id, null);
    else if (replacement !== undefined && by !== undefined) {
      locals.set(id, { name: by, times: [], over: replacement.factor === null ? [] : [replacement.factor] });
    }
  }
  return locals;
}

/** In a function the names are its arguments, but for the functions it calls. */
function callsOnly(math: ModelPart, nameOf: (name: string) => NewName): (name: string) => NewName | null {
  const bound = new Set<string>();
  const visit = (part: ModelPart): void => {
    if (part.name === 'bvar') bound.add((part.children[0]?.text ?? '').trim());
    for (const child of part.children) visit(child);
  };
  visit(math);
  return (name) => (bound.has(name) ? null : nameOf(name));
}
