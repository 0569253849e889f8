// Whether a resource is what the definitions of FHIR R4 say, and what the official validator checks beside them.
import type { Definitions, ElementDefinition, TypeDefinition } from '../definitions/definitions.ts';
import { elementOf, type NamedElement } from '../definitions/element-of.ts';
import { isObject, type Json, type JsonObject, wordOf } from '../json.ts';
import { referenceTarget } from '../reference-target.ts';
import { checkBundle } from './check-bundle.ts';
import { checkConformance } from './check-conformance.ts';
import { checkContained } from './check-contained.ts';
import { checkInvariant } from './check-invariant.ts';
import { checkPrimitive } from './check-primitive.ts';
import { checkVitalSign } from './check-vital-sign.ts';
import { checkXhtml } from './check-xhtml.ts';
import { Findings } from './findings.ts';

const DEEPEST = 60;
const UCUM = 'http://unitsofmeasure.org';

/**
 * The faults of a resource as issues of an OperationOutcome: cardinality, names, types, primitives by their patterns, required
 * bindings, targets of references, empty elements, invariants, contained resources, narrative, bundles. None where it is valid. Issues name
 * places and rules, and hold nothing of the resource.
 */
export function validateResource(resource: JsonObject, definitions: Definitions): readonly JsonObject[] {
  const findings = new Findings();
  new Validation(definitions, findings, resource).resource(resource, wordOf(resource.resourceType), 0);
  return findings.issues;
}

class Validation {
  readonly #definitions: Definitions;
  readonly #findings: Findings;
  readonly #root: JsonObject;

  constructor(definitions: Definitions, findings: Findings, root: JsonObject) {
    this.#definitions = definitions;
    this.#findings = findings;
    this.#root = root;
  }

  resource(value: JsonObject, path: string, depth: number, owner: JsonObject = value): void {
    const type = value.resourceType;
    const definition = typeof type === 'string' ? this.#definitions.types[type] : undefined;
    if (definition?.kind !== 'resource' || definition.abstract) {
      this.#findings.add('structure', path, 'this is no type of resource');
      return;
    }
    this.#object(value, wordOf(type), definition, path, depth, owner);
    if (value === owner) checkContained(value, path, this.#findings);
    if (type === 'Bundle') checkBundle(value, path, this.#findings);
    if (type === 'Observation') checkVitalSign(value, path, this.#findings);
    checkConformance(value, path, this.#definitions, this.#findings);
  }

  #object(
    value: JsonObject,
    type: string,
    definition: TypeDefinition,
    path: string,
    depth: number,
    owner: JsonObject,
  ): void {
    if (depth > DEEPEST) {
      this.#findings.add('too-long', path, 'it nests too deep');
      return;
    }
    let empty = true;
    /** Choices met, each with the property it was met under. */
    let chosen: Map<string, string> | null = null;
    for (const property in value) {
      empty = false;
      if (property === 'resourceType' && definition.kind === 'resource') continue;
      const content = value[property]!;
      const shadow = property.startsWith('_');
      const name = shadow ? property.slice(1) : property;
      const found = elementOf(this.#definitions, type, name);
      if (found === null || (shadow && !found.primitive)) {
        this.#findings.add('structure', `${path}.${clip(property)}`, `${type} has no such element`);
        continue;
      }
      const at = `${path}.${name}`;
      if (found.choice) {
        chosen ??= new Map();
        const before = chosen.get(found.name);
        if (before !== undefined && before !== name) {
          this.#findings.add('structure', at, 'only one type of a choice may be given');
        }
        chosen.set(found.name, name);
      }
      // The definitions give ids of resources the type of their base, which allows anything.
      const kind = property === 'id' && definition.kind === 'resource' ? 'id' : found.type;
      this.#element(content, found, kind, at, shadow, depth, owner);
      if (shadow && found.element.many && Array.isArray(content) && Array.isArray(value[name])) {
        if (content.length !== (value[name] as Json[]).length) {
          this.#findings.add('structure', `${path}.${property}`, 'it has as many entries as what it extends');
        }
      }
    }
    if (empty) this.#findings.add('structure', path, 'an object has content');
    for (const name of requiredOf(definition)) {
      const present = name.endsWith('[x]')
        ? chosen?.has(name)
        : value[name] !== undefined || value[`_${name}`] !== undefined;
      if (!present) this.#findings.add('required', `${path}.${name}`, 'the element is required');
    }
    for (const key of definition.invariants ?? []) this.#invariant(key, value, path, owner);
    if (type === 'Extension') this.#extension(value, path);
    if (type === 'Reference') this.#reference(value, path);
  }

  #element(
    content: Json,
    { element, primitive }: NamedElement,
    type: string,
    path: string,
    shadow: boolean,
    depth: number,
    owner: JsonObject,
  ): void {
    if (element.many !== true) {
      if (Array.isArray(content)) this.#findings.add('structure', path, 'it does not repeat');
      else this.#value(content, element, type, path, shadow, depth, owner);
      return;
    }
    if (!Array.isArray(content)) {
      this.#findings.add('structure', path, 'it repeats, and so is a list');
      return;
    }
    if (content.length === 0) this.#findings.add('structure', path, 'a list is not empty');
    content.forEach((one, i) => {
      if (one === null && (shadow || primitive)) return;
      this.#value(one, element, type, `${path}[${i}]`, shadow, depth, owner);
    });
  }

  #value(
    value: Json,
    element: ElementDefinition,
    type: string,
    path: string,
    shadow: boolean,
    depth: number,
    owner: JsonObject,
  ): void {
    if (value === null) {
      this.#findings.add('structure', path, 'null is no value');
      return;
    }
    const definition = this.#definitions.types[type];
    if (shadow) {
      if (isObject(value)) this.#shadow(value, path, depth, owner);
      else this.#findings.add('structure', path, 'extensions of a value are an object');
      return;
    }
    if (definition?.kind === 'resource') {
      if (isObject(value))
        this.resource(
          value,
          path,
          depth + 1,
          type === 'Resource' && path.endsWith('.resource') ? value : owner,
        );
      else this.#findings.add('structure', path, 'a resource is an object');
      return;
    }
    if (type === 'xhtml') {
      checkXhtml(value, path, this.#findings);
      return;
    }
    if (definition === undefined || definition.kind === 'primitive') {
      checkPrimitive(value, type, path, this.#definitions, this.#findings);
      if (element.binding !== undefined) this.#bound(value, element.binding, path);
      return;
    }
    if (!isObject(value)) {
      this.#findings.add('structure', path, `a ${type} is an object`);
      return;
    }
    this.#object(value, type, definition, path, depth + 1, owner);
    for (const key of element.invariants ?? []) this.#invariant(key, value, path, owner);
    if (element.binding !== undefined) this.#boundConcept(value, type, element.binding, path);
    if (element.targets !== undefined && type === 'Reference') this.#target(value, element.targets, path);
  }

  #shadow(value: JsonObject, path: string, depth: number, owner: JsonObject): void {
    this.#object(value, 'Element', this.#definitions.types.Element!, path, depth + 1, owner);
  }

  #bound(value: Json, valueSet: string, path: string): void {
    const systems = this.#definitions.codes[valueSet];
    if (systems === undefined || typeof value !== 'string') return;
    if (!Object.values(systems).some((codes) => codes.includes(value))) {
      this.#findings.add('code-invalid', path, `the code is not of the required value set ${valueSet}`);
    }
  }

  #boundConcept(value: JsonObject, type: string, valueSet: string, path: string): void {
    const systems = this.#definitions.codes[valueSet];
    if (systems === undefined) return;
    const fits = (coding: Json): boolean =>
      isObject(coding) && (systems[wordOf(coding.system)]?.includes(wordOf(coding.code)) ?? false);
    if (type === 'Coding' && !fits(value)) {
      this.#findings.add('code-invalid', path, `the coding is not of the required value set ${valueSet}`);
    }
    if (type === 'CodeableConcept') {
      const codings = Array.isArray(value.coding) ? value.coding : [];
      if (!codings.some(fits)) {
        this.#findings.add('code-invalid', path, `no coding is of the required value set ${valueSet}`);
      }
    }
    if ((type === 'Quantity' || type === 'Duration' || type === 'Age') && value.system === UCUM) {
      if (!fits(value))
        this.#findings.add('code-invalid', path, `the unit is not of the required value set ${valueSet}`);
    }
  }

  #target(value: JsonObject, targets: readonly string[], path: string): void {
    if (typeof value.reference !== 'string') return;
    let type: string | undefined = referenceTarget(value.reference)?.type;
    if (value.reference.startsWith('#') && Array.isArray(this.#root.contained)) {
      const contained = this.#root.contained.find((one) => isObject(one) && `#${one.id}` === value.reference);
      if (isObject(contained)) type = wordOf(contained.resourceType);
    }
    if (type === undefined || this.#definitions.types[type]?.kind !== 'resource') return;
    if (!targets.includes(type))
      this.#findings.add('structure', path, `it may refer to ${targets.join(', ')} only`);
  }

  #reference(value: JsonObject, path: string): void {
    const { reference } = value;
    if (typeof reference !== 'string') return;
    if (/^[A-Z][A-Za-z]+\/[^/?#]+$/.test(reference) && referenceTarget(reference) === null) {
      this.#findings.add('value', `${path}.reference`, 'the reference is no TYPE/ID');
    }
  }

  #extension(value: JsonObject, path: string): void {
    const values = Object.keys(value).some((name) => /^_?value[A-Z]/.test(name));
    const inner = Array.isArray(value.extension) && value.extension.length > 0;
    if (values === inner)
      this.#findings.add('invariant', path, 'ext-1: an extension has either a value or extensions');
    if (typeof value.url === 'string' && value.url.includes('|')) {
      this.#findings.add('value', `${path}.url`, 'the address of an extension has no version');
    }
  }

  #invariant(key: string, value: JsonObject, path: string, owner: JsonObject): void {
    const [expression, human] = this.#definitions.invariants[key] ?? ['', ''];
    if (expression === '') return;
    if (!checkInvariant(key, expression, value, owner, path)) {
      this.#findings.add('invariant', path, `${key}: ${human}`);
    }
  }
}

const required = new WeakMap<TypeDefinition, readonly string[]>();

function requiredOf(definition: TypeDefinition): readonly string[] {
  let names = required.get(definition);
  if (names === undefined) {
    names = Object.entries(definition.elements).flatMap(([name, { min }]) => (min > 0 ? [name] : []));
    required.set(definition, names);
  }
  return names;
}

/** Names come from outside: only as much of one is told as could be a name. */
function clip(name: string): string {
  return /^\w{1,40}$/.test(name) ? name : '?';
}
