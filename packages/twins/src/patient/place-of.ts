/** Where each name lies in an array that follows their order. */
export function placeOf(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name, i) => [name, i]));
}
