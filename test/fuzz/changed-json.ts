import fc from 'fast-check';

/** Values that readers have tripped over. */
const ODD: readonly unknown[] = [
  ...[null, true, 0, -0, -1, 1.5, -999, 2147483648, 1e21, 5e-324, 1.7e308, 0.1, [], {}, [[]], [null], [{}]],
  ...['', ' ', 'NaN', '-999', '1e999', '0', 'true', 'a b', '\u0000', '\ud800', 'A'.repeat(300), '<div/>'],
  ...['__proto__', 'constructor', 'toString', '9999-12-31', '0000-01-01', '2026-02-30', '2026', '2026-03'],
  ...['2026-03-01T24:00:00Z', '2026-03-01T12:00:00', '9999-12-31T23:59:59-14:00', '2026-03-01T12:00:60Z'],
  ...[
    '#',
    '#o',
    'Patient/p',
    'Patient/',
    'Nope/1',
    '../x',
    'urn:uuid:1',
    'http://[',
    'urn:x|1',
    'mm[Hg]',
    '/min',
  ],
];

const WAYS = ['drop', 'set', 'swap', 'copy into', 'rename', 'list', 'item', 'double'] as const;

/** One change: what is done, where, with what else, and a value. */
interface Change {
  readonly how: (typeof WAYS)[number];
  readonly at: number;
  readonly other: number;
  readonly odd: unknown;
}

/** A value inside a document: where it hangs, and under which name or index. */
interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Documents changed in a few of their values, members and items: they stay JSON. */
export function changedJson(documents: readonly string[]): fc.Arbitrary<string> {
  const change: fc.Arbitrary<Change> = fc.record({
    how: fc.constantFrom(...WAYS),
    at: fc.nat(),
    other: fc.nat(),
    odd: fc.constantFrom(...ODD),
  });
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(change, { minLength: 1, maxLength: 5 }))
    .map(([document, changes]) => {
      const root = { document: JSON.parse(document) as unknown };
      for (const one of changes) apply(root, one);
      return JSON.stringify(root.document) ?? 'null';
    });
}

function apply(root: Record<string, unknown>, { how, at, other, odd }: Change): void {
  const places = placesIn(root);
  if (places.length === 0) return;
  const { holder, key } = places[at % places.length]!;
  const second = places[other % places.length]!;
  const value = holder[key];
  const lent = structuredClone(second.holder[second.key]);
  if (how === 'drop') {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  } else if (how === 'set') holder[key] = structuredClone(odd);
  else if (how === 'swap') {
    second.holder[second.key] = structuredClone(value);
    holder[key] = lent;
  } else if (how === 'copy into') {
    if (Array.isArray(value)) value.push(lent);
    else if (typeof value === 'object' && value !== null) Object.assign(value, { [second.key]: lent });
  } else if (how === 'rename') {
    if (Array.isArray(holder) || holder === root) return;
    delete holder[key];
    Object.defineProperty(holder, typeof odd === 'string' ? odd : second.key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else if (how === 'list') holder[key] = [value];
  else if (how === 'item') {
    if (Array.isArray(value)) holder[key] = value[0];
  } else if (Array.isArray(holder)) holder.splice(Number(key), 0, structuredClone(value));
}

/** All values of a document, the outermost first. */
function placesIn(holder: Record<string, unknown>): Place[] {
  return Object.keys(holder).flatMap((key) => {
    const value = holder[key];
    const inner =
      typeof value === 'object' && value !== null ? placesIn(value as Record<string, unknown>) : [];
    return [{ holder, key }, ...inner];
  });
}
