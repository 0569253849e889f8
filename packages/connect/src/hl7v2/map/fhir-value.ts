/** A FHIR element or resource as JSON. */
export type FhirValue = { readonly [name: string]: unknown };

/** A resource as JSON. */
export type FhirResource = FhirValue & { readonly resourceType: string };

/** The object without what is empty: FHIR JSON has no null, no empty text, array or object. */
export function filled<T extends object>(value: T): T {
  const entries = Object.entries(value).filter(([, part]) => !isEmpty(part));
  return Object.fromEntries(entries) as T;
}

function isEmpty(part: unknown): boolean {
  if (part === undefined || part === null || part === '') return true;
  if (Array.isArray(part)) return part.length === 0;
  return typeof part === 'object' && Object.keys(part).length === 0;
}

/** Adds to a list of a resource that is still being built. */
export function appendTo(resource: FhirResource, name: string, value: FhirValue): void {
  const growing = resource as Record<string, unknown>;
  const list = growing[name];
  if (Array.isArray(list)) list.push(value);
  else growing[name] = [value];
}
