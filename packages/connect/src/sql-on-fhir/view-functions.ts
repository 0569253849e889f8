// Functions of FHIRPath as SQL on FHIR has them: keys it adds, and where its tests go further than the library.
import fhirpath from 'fhirpath';
import model from 'fhirpath/fhir-context/r4';
import { isObject } from '../fhir/json.ts';
import type { PathFunctions } from '../fhir/path/fhir-path.ts';

const REFERENCE = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const ZONELESS = /^\d{4}-\d\d-\d\dT[\d:.]+$/;

/**
 * `getResourceKey()` and `getReferenceKey(Type)`, equal exactly where a reference points to a resource; `join()` of nothing is the empty
 * string; a time without a zone may be as early as UTC+14:00 and as late as UTC-12:00.
 */
export const VIEW_FUNCTIONS: PathFunctions = {
  getResourceKey: { fn: resourceKey, arity: { 0: [] } },
  getReferenceKey: { fn: referenceKey, arity: { 0: [], 1: ['TypeSpecifier'] } },
  join: { fn: join, arity: { 0: [], 1: ['String'] } },
  lowBoundary: {
    fn: (input: readonly unknown[]) => boundary(input, 'lowBoundary', '+14:00'),
    arity: { 0: [] },
    internalStructures: true,
  },
  highBoundary: {
    fn: (input: readonly unknown[]) => boundary(input, 'highBoundary', '-12:00'),
    arity: { 0: [] },
    internalStructures: true,
  },
};

function resourceKey(resources: readonly unknown[]): readonly string[] {
  return resources.flatMap((one) =>
    isObject(one) && typeof one.id === 'string' ? [`${one.resourceType}/${one.id}`] : [],
  );
}

function referenceKey(references: readonly unknown[], type?: unknown): readonly string[] {
  return references.flatMap((one) => {
    const target = isObject(one) ? REFERENCE.exec(String(one.reference ?? '')) : null;
    if (target === null || (type !== undefined && String(type).replace(/^FHIR\./, '') !== target[1]))
      return [];
    return [`${target[1]}/${target[2]}`];
  });
}

function join(texts: readonly unknown[], separator = ''): readonly string[] {
  return [texts.filter((text) => text !== null && text !== undefined).join(separator)];
}

function boundary(input: readonly unknown[], name: string, zone: string): readonly unknown[] {
  const found = fhirpath.evaluate([...input], `${name}()`, {}, model) as readonly unknown[];
  return found.map((value) => (typeof value === 'string' && ZONELESS.test(value) ? value + zone : value));
}
