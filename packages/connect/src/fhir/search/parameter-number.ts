/**
 * The number under which the store keeps a search parameter of a type: FNV-1a, 31 bits, of `Type.code`. A test holds all parameters of R4 to be
 * different.
 *
 * @example
 * parameterNumber('Patient', 'name') === parameterNumber('Patient', 'name'); // true
 */
export function parameterNumber(type: string, code: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${type}.${code}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash & 0x7fffffff;
}
