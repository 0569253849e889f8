/** What a literal reference names. */
export interface ReferenceTarget {
  readonly type: string;
  readonly id: string;
  readonly version?: string;
  /** Service base of an absolute reference (`https://other.org/fhir`), empty for a relative one. */
  readonly base: string;
}

const LITERAL =
  /^(?:(https?:\/\/.+)\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;

/**
 * The resource a literal reference names; null for fragments, urn: and other addresses.
 *
 * @example
 * referenceTarget('Patient/p1').id; // 'p1'
 */
export function referenceTarget(reference: string): ReferenceTarget | null {
  const match = LITERAL.exec(reference);
  if (match === null) return null;
  const [, base = '', type, id, version] = match;
  return { base, type: type!, id: id!, ...(version === undefined ? {} : { version }) };
}
