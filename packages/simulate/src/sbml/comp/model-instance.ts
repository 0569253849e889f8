import { refuseElement } from '../xml-element.ts';
import { compAttribute, type ModelPart, standingFor } from './model-part.ts';

/** A model in use: the elements it was made of by the names it gave them, whatever has become of them since. */
export interface ModelInstance {
  /** With everything of its submodels in it. */
  readonly model: ModelPart;
  readonly ids: ReadonlyMap<string, ModelPart>;
  readonly metaIds: ReadonlyMap<string, ModelPart>;
  readonly units: ReadonlyMap<string, ModelPart>;
  readonly ports: ReadonlyMap<string, ModelPart>;
  /** By the element that declares it. */
  readonly submodels: Map<ModelPart, ModelInstance>;
}

const REFERENCES = ['idRef', 'metaIdRef', 'unitRef', 'portRef'] as const;

/** A model with its names looked up, before its submodels are put in. Throws `file.invalid` for a name given twice. */
export function instanceOf(model: ModelPart): ModelInstance {
  const instance = {
    model,
    ids: new Map<string, ModelPart>(),
    metaIds: new Map<string, ModelPart>(),
    units: new Map<string, ModelPart>(),
    ports: new Map<string, ModelPart>(),
    submodels: new Map<ModelPart, ModelInstance>(),
  };
  const put = (names: Map<string, ModelPart>, name: string | undefined, part: ModelPart): void => {
    if (name === undefined) return;
    if (names.has(name)) refuseElement(part, `has the name "${name}", which another element has too`);
    names.set(name, part);
  };
  const visit = (part: ModelPart): void => {
    put(instance.metaIds, part.attributes.get('metaid'), part);
    if (part.name === 'comp:port') put(instance.ports, compAttribute(part, 'id'), part);
    else if (part.name === 'comp:submodel') put(instance.ids, compAttribute(part, 'id'), part);
    else if (part.name === 'unitDefinition') put(instance.units, part.attributes.get('id'), part);
    else if (part.name !== 'localParameter') put(instance.ids, part.attributes.get('id'), part);
    if (part.name === 'math' || part.name === 'comp:submodel') return;
    for (const child of part.children) visit(child);
  };
  for (const child of model.children) visit(child);
  return instance;
}

/** An element and the model whose name for it was used. */
export interface Referred {
  readonly part: ModelPart;
  readonly within: ModelInstance;
}

/**
 * The element of a submodel that a port, deletion or replacement speaks of, through as many submodels as it names (SBML Level 3
 * comp Version 1, section 3.7). Of one that is replaced, it is what replaced it. Throws `file.invalid` for what there is not.
 */
export function referredBy(reference: ModelPart, instance: ModelInstance): Referred {
  return find(reference, instance, 0);
}

function find(reference: ModelPart, instance: ModelInstance, depth: number): Referred {
  if (depth > 100) refuseElement(reference, 'refers through too many ports');
  const kinds = REFERENCES.filter((kind) => compAttribute(reference, kind) !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    refuseElement(reference, `needs one of ${REFERENCES.join(', ')}, and only one`);
  }
  const name = compAttribute(reference, kind)!;
  const names = { idRef: 'ids', metaIdRef: 'metaIds', unitRef: 'units', portRef: 'ports' } as const;
  const named = instance[names[kind]].get(name);
  if (named === undefined) {
    refuseElement(reference, `refers to "${name}", which the model it speaks of does not have`);
  }
  const found: Referred =
    kind === 'portRef' ? find(named, instance, depth + 1) : { part: named, within: instance };
  const inner = reference.children.find((child) => child.name === 'comp:sBaseRef');
  if (inner === undefined) return { part: standingFor(found.part), within: found.within };
  const submodel = found.within.submodels.get(found.part);
  if (submodel === undefined) refuseElement(reference, `refers into "${name}", which is not a submodel`);
  return find(inner, submodel, depth + 1);
}
