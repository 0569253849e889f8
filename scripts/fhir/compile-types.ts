// StructureDefinitions -> types with their elements.
import type {
  Definitions,
  ElementDefinition,
  TypeDefinition,
} from '../../packages/connect/src/fhir/definitions/definitions.ts';
import type { SourceElement, SourceResource } from './source.ts';

/** Invariants every element or resource has: the validator holds them natively. */
const NATIVE = new Set(['ele-1', 'ext-1', 'dom-2', 'dom-3', 'dom-4', 'dom-5']);
const FHIR_TYPE = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';
const REGEX = 'http://hl7.org/fhir/StructureDefinition/regex';
const PREFIX = 'http://hl7.org/fhir/StructureDefinition/';

interface Compiled {
  readonly types: Definitions['types'];
  readonly invariants: Definitions['invariants'];
  readonly bindings: ReadonlySet<string>;
}

/** Types by name; backbone elements are types by their path. */
export function compileTypes(profiles: readonly SourceResource[]): Compiled {
  const types: Record<string, TypeDefinition> = {};
  const invariants: Record<string, readonly [string, string]> = {};
  const bindings = new Set<string>();
  for (const profile of profiles) {
    if (profile.resourceType !== 'StructureDefinition' || profile.derivation === 'constraint') continue;
    if (profile.kind === undefined || profile.kind === 'logical') continue;
    const kind = { resource: 'resource', 'complex-type': 'complex', 'primitive-type': 'primitive' }[
      profile.kind
    ];
    const [head, ...elements] = profile.snapshot?.element ?? [];
    if (head === undefined) continue;
    const open = (path: string, element: SourceElement, base: string | undefined): void => {
      types[path] = {
        kind: path === profile.name ? (kind as TypeDefinition['kind']) : 'complex',
        ...(base === undefined ? {} : { base }),
        ...(profile.abstract && path === profile.name ? { abstract: true } : {}),
        ...ofInvariants(element, invariants),
        elements: {},
      };
    };
    open(profile.name, head, profile.baseDefinition?.slice(PREFIX.length));
    for (const element of elements) {
      const cut = element.path.lastIndexOf('.');
      const owner = types[element.path.slice(0, cut)];
      if (owner === undefined) throw new Error(`${element.path} has no owner`);
      const backbone = elements.some(({ path }) => path.startsWith(`${element.path}.`));
      if (backbone) open(element.path, element, element.type?.[0]?.code);
      const name = element.path.slice(cut + 1);
      const made = elementOf(element, backbone, invariants, bindings);
      (owner.elements as Record<string, ElementDefinition>)[name] = made;
    }
    if (kind === 'primitive') {
      const value = elements.find(({ path }) => path === `${profile.name}.value`);
      const regex = value?.type?.[0]?.extension?.find(({ url }) => url === REGEX)?.valueString;
      if (regex !== undefined) types[profile.name] = { ...types[profile.name]!, regex };
    }
  }
  return { types, invariants, bindings };
}

function elementOf(
  element: SourceElement,
  backbone: boolean,
  invariants: Record<string, readonly [string, string]>,
  bindings: Set<string>,
): ElementDefinition {
  const content = element.contentReference?.replace(/^.*#/, '');
  const targets = element.type
    ?.flatMap(({ targetProfile }) => targetProfile ?? [])
    .map((url) => url.slice(PREFIX.length));
  const binding = element.binding;
  const required = binding?.strength === 'required' ? binding.valueSet?.replace(/\|.*$/, '') : undefined;
  if (required !== undefined) bindings.add(required);
  return {
    types: content !== undefined ? [content] : backbone ? [element.path] : typesOf(element),
    min: element.min,
    ...(element.max === '1' ? {} : { many: true }),
    ...(targets === undefined || targets.length === 0 || targets.includes('Resource')
      ? {}
      : { targets: [...new Set(targets)] }),
    ...(required === undefined ? {} : { binding: required }),
    ...(element.isSummary ? { summary: true } : {}),
    ...(backbone ? {} : ofInvariants(element, invariants)),
  };
}

function typesOf(element: SourceElement): readonly string[] {
  return (element.type ?? []).map(({ code, extension }) => {
    if (!code.startsWith('http://hl7.org/fhirpath/')) return code;
    return extension?.find(({ url }) => url === FHIR_TYPE)?.valueUrl ?? 'string';
  });
}

function ofInvariants(
  element: SourceElement,
  invariants: Record<string, readonly [string, string]>,
): { invariants?: readonly string[] } {
  const keys: string[] = [];
  for (const { key, severity, human, expression } of element.constraint ?? []) {
    if (NATIVE.has(key) || severity !== 'error' || expression === undefined) continue;
    // A few keys are used twice, for different things: the place tells them apart.
    const known = invariants[key];
    const unique = known === undefined || known[0] === expression ? key : `${key} (${element.path})`;
    invariants[unique] = [expression, human];
    keys.push(unique);
  }
  return keys.length === 0 ? {} : { invariants: keys };
}
