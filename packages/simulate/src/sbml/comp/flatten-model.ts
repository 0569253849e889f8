import { TwinwardError } from '@twinward/contract';
import { childOf, listIn, refuseElement, type XmlElement } from '../xml-element.ts';
import { adoptSubmodel, type Replacement } from './adopt-submodel.ts';
import { ComposedDocument, type ModelDefinition } from './composed-document.ts';
import { instanceOf, type ModelInstance, referredBy } from './model-instance.ts';
import {
  compAttribute,
  copyPart,
  type ModelPart,
  makePart,
  type PartBudget,
  partsOf,
  prune,
} from './model-part.ts';

/** Elements of all submodels together; beyond it a document is refused. */
const MOST_PARTS = 500_000;
/** What a submodel costs of them besides its elements. */
const SUBMODEL = 50;
const DEEPEST = 50;
const KNOWN: ReadonlySet<string> = new Set(
  (
    'listOfSubmodels submodel listOfDeletions deletion listOfPorts port listOfReplacedElements replacedElement replacedBy sBaseRef ' +
    'listOfModelDefinitions modelDefinition listOfExternalModelDefinitions externalModelDefinition'
  )
    .split(' ')
    .map((name) => `comp:${name}`),
);

/**
 * The model of a document with its submodels put in (SBML Level 3 comp Version 1, section 3.9): each is copied, what is to be
 * deleted or replaced is taken out, the rest gets the submodel's name and two underscores before its own, and formulas are
 * converted. From the innermost out. `files` holds the documents that this one refers to, by the name it gives them.
 *
 * Throws `file.invalid` naming element and line for names that mean nothing, models that hold themselves and models that grow
 * too large; `resource.missing` for a file that is not given; `request.unsupported` for what the package may say besides.
 */
export function flattenModel(root: XmlElement, files: ReadonlyMap<string, string>): XmlElement {
  const document = new ComposedDocument('', root, files);
  return instantiate(document.definition(undefined, root), [], { left: MOST_PARTS }).model;
}

function instantiate(
  definition: ModelDefinition,
  open: readonly string[],
  budget: PartBudget,
): ModelInstance {
  const { element, document, key } = definition;
  if (open.includes(key)) refuseElement(element, 'is a submodel of itself');
  if (open.length >= DEEPEST) refuseElement(element, `nests deeper than ${DEEPEST} submodels`);
  budget.left -= SUBMODEL;
  const model = copyPart(element, budget);
  for (const part of partsOf(model)) {
    if (part.name.startsWith('comp:') && !KNOWN.has(part.name)) unsupported(part, `"${part.name}"`);
  }
  passOnFactor(model);
  const instance = instanceOf(model);
  const submodels = childOf(model, 'comp:listOfSubmodels') as ModelPart | undefined;
  for (const submodel of submodels?.children ?? []) {
    const id = compAttribute(submodel, 'modelRef') ?? refuseElement(submodel, 'has no attribute modelRef');
    instance.submodels.set(submodel, instantiate(document.definition(id, submodel), [...open, key], budget));
  }
  putIn(instance);
  model.children = model.children.filter(({ name }) => !name.startsWith('comp:'));
  prune(model);
  return instance;
}

/** Puts the submodels of a model into it. */
function putIn(instance: ModelInstance): void {
  const { model, submodels } = instance;
  for (const [submodel, child] of submodels) {
    for (const deletion of listIn(submodel, 'comp:listOfDeletions') as readonly ModelPart[]) {
      const { part, within } = referredBy(deletion, child);
      part.gone = true;
      for (const list of within.submodels.get(part)?.model.children ?? []) {
        for (const one of list.children) one.gone = true;
      }
    }
  }
  const { replaced, renamed } = replacements(instance);
  const taken = new Set([...instance.ids.keys()]);
  for (const [submodel, child] of submodels) {
    let prefix = `${compAttribute(submodel, 'id') ?? refuseElement(submodel, 'has no attribute id')}__`;
    while ([...taken].some((id) => id.startsWith(prefix))) prefix += '_';
    adoptSubmodel({ submodel, child, prefix, replaced: replaced.get(child)!, renamed });
    for (const list of child.model.children) {
      if (!list.name.startsWith('listOf') || list.name === 'listOfUnitDefinitions') continue;
      let into = childOf(model, list.name) as ModelPart | undefined;
      if (into === undefined) {
        into = makePart(list, list.name, []);
        model.children.push(into);
      }
      into.children.push(...list.children);
    }
  }
}

/** What replaces what, by submodel; both ends are settled before either is renamed. */
function replacements(instance: ModelInstance): {
  readonly replaced: ReadonlyMap<ModelInstance, Map<ModelPart, Replacement>>;
  readonly renamed: ReadonlyMap<ModelPart, string>;
} {
  const children = [...instance.submodels.values()];
  const replaced = new Map(children.map((child) => [child, new Map<ModelPart, Replacement>()]));
  const renamed = new Map<ModelPart, string>();
  const found: (() => void)[] = [];
  const once = (target: ModelPart, at: ModelPart): void => {
    if (target.standIn !== null || renamed.has(target))
      refuseElement(at, 'refers to what is replaced already');
    if (target.gone) refuseElement(at, 'refers to what is deleted');
    if (target.name === 'comp:submodel') unsupported(at, 'the replacement of a whole submodel');
  };
  for (const part of partsOf(instance.model)) {
    for (const one of listIn(part, 'comp:listOfReplacedElements') as readonly ModelPart[]) {
      const child = submodelOf(one, instance);
      // what replaces a deletion stands for nothing that a formula could speak of
      if (compAttribute(one, 'deletion') !== undefined) continue;
      if (part.name === 'comp:submodel' || part.name === 'localParameter')
        unsupported(one, `a replacement by ${part.name}`);
      const target = referredBy(one, child).part;
      found.push(() => {
        once(target, one);
        const factor = compAttribute(one, 'conversionFactor') ?? null;
        replaced.get(child)!.set(target, { by: part, factor });
        target.standIn = part;
        target.gone = true;
      });
    }
    const by = childOf(part, 'comp:replacedBy') as ModelPart | undefined;
    if (by === undefined) continue;
    if (part.name === 'comp:submodel' || part.name === 'localParameter')
      unsupported(by, `the replacement of ${part.name}`);
    const target = referredBy(by, submodelOf(by, instance)).part;
    found.push(() => {
      once(target, by);
      const id = part.attributes.get('id');
      if (id !== undefined) renamed.set(target, id);
      part.standIn = target;
      part.gone = true;
    });
  }
  for (const settle of found) settle();
  return { replaced, renamed };
}

function submodelOf(reference: ModelPart, instance: ModelInstance): ModelInstance {
  const name =
    compAttribute(reference, 'submodelRef') ?? refuseElement(reference, 'has no attribute submodelRef');
  const declared = instance.ids.get(name);
  const child = declared === undefined ? undefined : instance.submodels.get(declared);
  return child ?? refuseElement(reference, `refers to the submodel "${name}", which is not declared`);
}

/** The conversion factor of a model is that of each of its species that has none, wherever they go. */
function passOnFactor(model: ModelPart): void {
  const factor = model.attributes.get('conversionFactor');
  if (factor === undefined) return;
  model.attributes.delete('conversionFactor');
  for (const species of listIn(model, 'listOfSpecies') as readonly ModelPart[]) {
    if (!species.attributes.has('conversionFactor')) species.attributes.set('conversionFactor', factor);
  }
}

function unsupported(at: ModelPart, what: string): never {
  throw new TwinwardError('request.unsupported', `line ${at.line}: ${what} is not read here`, {
    field: at.name,
    row: at.line,
    remedy: 'flatten the model with a tool that knows it',
  });
}
