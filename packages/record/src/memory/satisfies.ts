// Whether a resource's index entries satisfy a test: the store in memory goes through all of them.
import type { IndexEntry, RangeRelation, ResourceTest, StoredResource } from '@twinward/contract';

/** A current resource with what it is found by. */
export interface IndexedResource {
  readonly stored: StoredResource;
  readonly index: readonly IndexEntry[];
}

/** Current resources of a type that are not deleted. */
export type ResourcesOf = (type: string) => Iterable<IndexedResource>;

/** Whether it does; `all` gives the others, which references lead to. */
export function satisfies(test: ResourceTest, one: IndexedResource, all: ResourcesOf): boolean {
  switch (test.kind) {
    case 'token':
    case 'address':
    case 'string':
    case 'range':
      return one.index.some((entry) => entrySatisfies(test, entry));
    case 'present':
      return one.index.some(({ param }) => param === test.param);
    case 'id':
      return test.ids.includes(one.stored.id);
    case 'updated':
      return related(test.relation, one.stored.updatedAt, one.stored.updatedAt + 1, test.low, test.high);
    case 'any':
      return test.of.some((part) => satisfies(part, one, all));
    case 'all':
      return test.of.every((part) => satisfies(part, one, all));
    case 'not':
      return !satisfies(test.of, one, all);
    case 'together': {
      const groups = new Set(one.index.map(({ group }) => group));
      return [...groups].some((group) =>
        test.of.every((part) =>
          one.index.some((entry) => entry.group === group && entrySatisfies(part, entry)),
        ),
      );
    }
    case 'points-to':
      return one.index.some((entry) => {
        if (entry.kind !== 'token' || entry.param !== test.param || entry.system !== test.type) return false;
        for (const other of all(test.type)) {
          if (other.stored.id === entry.code) return satisfies(test.to, other, all);
        }
        return false;
      });
    case 'pointed-at':
      for (const other of all(test.type)) {
        const points = other.index.some(
          (entry) =>
            entry.kind === 'token' &&
            entry.param === test.param &&
            entry.system === one.stored.type &&
            entry.code === one.stored.id,
        );
        if (points && satisfies(test.by, other, all)) return true;
      }
      return false;
  }
}

function entrySatisfies(test: ResourceTest, entry: IndexEntry): boolean {
  if (test.kind === 'any') return test.of.some((part) => entrySatisfies(part, entry));
  if (!('param' in test) || test.param !== entry.param) return false;
  if (test.kind === 'token' && entry.kind === 'token') {
    return (
      (test.system === undefined || test.system === entry.system) &&
      (test.code === undefined || test.code === entry.code)
    );
  }
  if (test.kind === 'address' && entry.kind === 'token') return entry.code.startsWith(test.start);
  if (test.kind === 'string' && entry.kind === 'string') {
    if (test.how === 'exact') return entry.text === test.text;
    return test.how === 'starts' ? entry.plain.startsWith(test.text) : entry.plain.includes(test.text);
  }
  if (test.kind === 'range' && entry.kind === 'range') {
    const unit = test.units === undefined ? !entry.unit.startsWith('=') : test.units.includes(entry.unit);
    return unit && related(test.relation, entry.low, entry.high, test.low, test.high);
  }
  return false;
}

function related(by: RangeRelation, low: number, high: number, least: number, most: number): boolean {
  const inside = low >= least && high <= most;
  switch (by) {
    case 'eq':
      return inside && low < most;
    case 'ne':
      return !(inside && low < most);
    case 'gt':
      return high > most;
    case 'lt':
      return low < least;
    case 'ge':
      return high > most || inside;
    case 'le':
      return low < least || inside;
    case 'sa':
      return low >= most;
    case 'eb':
      return high <= least;
    case 'ap':
      return low < most && high > least;
  }
}
