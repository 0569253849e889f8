import type { IndexEntry, ResourceOrder } from '@twinward/contract';
import type { IndexedResource } from './satisfies.ts';

/** Compares two resources: ascending by the least value, descending by the greatest; those without any come last. */
export function orderOf(order: readonly ResourceOrder[]): (a: IndexedResource, b: IndexedResource) => number {
  return (a, b) => {
    for (const one of order) {
      const [left, right] = [keyOf(a, one), keyOf(b, one)];
      if (left === right) continue;
      if (left === null) return 1;
      if (right === null) return -1;
      return (left < right ? -1 : 1) * (one.descending ? -1 : 1);
    }
    return 0;
  };
}

function keyOf(
  { stored, index }: IndexedResource,
  { by, descending }: ResourceOrder,
): string | number | null {
  if ('field' in by) return by.field === 'id' ? stored.id : stored.updatedAt;
  const entries = index.filter(({ param, kind }) => param === by.param && kind === by.kind);
  const canonical = entries.filter((entry) => entry.kind === 'range' && entry.unit.startsWith('='));
  const values = (canonical.length > 0 ? canonical : entries).map((entry) => valueOfEntry(entry, descending));
  if (values.length === 0) return null;
  return values.reduce((best, value) => (value < best !== descending ? value : best));
}

function valueOfEntry(entry: IndexEntry, descending: boolean): string | number {
  if (entry.kind === 'token') return entry.code;
  if (entry.kind === 'string') return entry.plain;
  return descending ? entry.high : entry.low;
}
