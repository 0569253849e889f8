/** A table that holds its own entries alone: what others wrote is looked up in it, and `constructor` is no entry. */
export function plainTable<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}
