// Required value sets -> the codes of each system in them.
import type { Definitions } from '../../packages/connect/src/fhir/definitions/definitions.ts';
import type { SourceConcept, SourceInclude, SourceResource } from './source.ts';

type Codes = Map<string, Set<string>>;

/** Codes by value set and system; value sets whose codes stand nowhere in the definitions are named as open. */
export function expandValueSets(
  wanted: ReadonlySet<string>,
  resources: readonly SourceResource[],
): { readonly codes: Definitions['codes']; readonly open: readonly string[] } {
  const valueSets = new Map<string, SourceResource>();
  const systems = new Map<string, SourceResource>();
  for (const one of resources) {
    if (one.resourceType === 'ValueSet') valueSets.set(one.url, one);
    if (one.resourceType === 'CodeSystem') systems.set(one.url, one);
  }
  const codes: Record<string, Record<string, readonly string[]>> = {};
  const open: string[] = [];
  for (const url of [...wanted].sort()) {
    const found = expand(url, valueSets, systems);
    if (found === null) open.push(url);
    else codes[url] = Object.fromEntries([...found].map(([system, set]) => [system, [...set].sort()]));
  }
  return { codes, open };
}

function expand(
  url: string,
  valueSets: ReadonlyMap<string, SourceResource>,
  systems: ReadonlyMap<string, SourceResource>,
): Codes | null {
  const compose = valueSets.get(url)?.compose;
  if (compose === undefined) return null;
  const found: Codes = new Map();
  for (const include of compose.include) {
    const part = expandPart(include, valueSets, systems);
    if (part === null) return null;
    for (const [system, set] of part) found.set(system, new Set([...(found.get(system) ?? []), ...set]));
  }
  for (const exclude of compose.exclude ?? []) {
    const part = expandPart(exclude, valueSets, systems);
    if (part === null) return null;
    for (const [system, set] of part) for (const code of set) found.get(system)?.delete(code);
  }
  return [...found.values()].some((set) => set.size > 0) ? found : null;
}

function expandPart(
  { system, concept, filter, valueSet }: SourceInclude,
  valueSets: ReadonlyMap<string, SourceResource>,
  systems: ReadonlyMap<string, SourceResource>,
): Codes | null {
  if (system === undefined) {
    const [first, ...rest] = valueSet ?? [];
    return first === undefined || rest.length > 0 ? null : expand(first, valueSets, systems);
  }
  if (valueSet !== undefined) return null;
  if (concept !== undefined) return new Map([[system, new Set(concept.map(({ code }) => code))]]);
  const codeSystem = systems.get(system);
  if (codeSystem?.concept === undefined || codeSystem.content === 'not-present') return null;
  const all = flatten(codeSystem.concept, []);
  let kept = all.filter(({ selectable }) => selectable);
  for (const { property, op, value } of filter ?? []) {
    if (property !== 'concept' || (op !== 'is-a' && op !== 'descendent-of')) return null;
    kept = kept.filter(({ code, above }) => above.includes(value) || (op === 'is-a' && code === value));
  }
  return new Map([[system, new Set(kept.map(({ code }) => code))]]);
}

interface Placed {
  readonly code: string;
  readonly above: readonly string[];
  readonly selectable: boolean;
}

/** Concepts with all above them: by nesting, and by `subsumedBy` as HL7 version 3 writes it. */
function flatten(concepts: readonly SourceConcept[], above: readonly string[]): readonly Placed[] {
  const nested = (list: readonly SourceConcept[], over: readonly string[]): Placed[] =>
    list.flatMap((one) => [
      {
        code: one.code,
        above: [
          ...over,
          ...(one.property ?? []).flatMap(({ code, valueCode }) =>
            code === 'subsumedBy' && valueCode !== undefined ? [valueCode] : [],
          ),
        ],
        selectable: !(one.property ?? []).some(
          ({ code, valueBoolean }) => code === 'notSelectable' && valueBoolean === true,
        ),
      },
      ...nested(one.concept ?? [], [...over, one.code]),
    ]);
  const placed = nested(concepts, above);
  const parents = new Map(placed.map((one) => [one.code, one.above]));
  const closure = (code: string, seen: Set<string>): Set<string> => {
    for (const parent of parents.get(code) ?? []) if (!seen.has(parent)) closure(parent, seen.add(parent));
    return seen;
  };
  return placed.map((one) => ({ ...one, above: [...closure(one.code, new Set())] }));
}
