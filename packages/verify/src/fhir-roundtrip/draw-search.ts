// Random searches over given resources: values are taken from them, so that most searches find something.
import { type Definitions, isObject, type JsonObject } from '@twinward/connect/fhir';
import type { Condition, Oracle } from './oracle.ts';

/** A search over one type. */
export interface DrawnSearch {
  readonly type: string;
  readonly conditions: readonly Condition[];
}

/** A number from 0 up to, not at, 1. */
export type Draw = () => number;

const PREFIXES = ['', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb'];

/** Draws a search: one to three conditions, one in five along a reference. */
export function drawSearch(
  types: readonly string[],
  oracle: Oracle,
  definitions: Definitions,
  draw: Draw,
): DrawnSearch {
  const type = pick(types, draw);
  const conditions: Condition[] = [];
  const wanted = 1 + Math.floor(draw() * 2.3);
  for (let tried = 0; conditions.length < wanted && tried < 60; tried++) {
    const way = draw();
    const one =
      way < 0.1
        ? chain(type, oracle, definitions, draw)
        : way < 0.2
          ? reverse(type, types, oracle, definitions, draw)
          : plain(type, oracle, definitions, draw);
    if (one !== null) conditions.push(one);
  }
  return { type, conditions };
}

/** The query of a search. */
export function queryOf({ conditions }: DrawnSearch): string {
  return new URLSearchParams(
    conditions.map((condition): [string, string] => [nameOf(condition), valueIn(condition)]),
  ).toString();
}

function nameOf(condition: Condition): string {
  switch (condition.kind) {
    case 'plain':
      return condition.code + (condition.modifier === '' ? '' : `:${condition.modifier}`);
    case 'chain':
      return `${condition.code}:${condition.target}.${nameOf(condition.then)}`;
    case 'has':
      return `_has:${condition.source}:${condition.code}:${nameOf(condition.then)}`;
  }
}

function valueIn(condition: Condition): string {
  return condition.kind === 'plain' ? condition.value : valueIn(condition.then);
}

function plain(type: string, oracle: Oracle, definitions: Definitions, draw: Draw): Condition | null {
  const codes = Object.entries(definitions.search[type] ?? {}).filter(
    ([code, { type: kind }]) =>
      !code.startsWith('_') &&
      (kind !== 'composite' || code === 'code-value-quantity' || code === 'component-code-value-quantity'),
  );
  const [code, { type: kind }] = pick(codes, draw);
  if (draw() < 0.05 && kind !== 'composite') {
    return { kind: 'plain', code, modifier: 'missing', value: draw() < 0.5 ? 'true' : 'false' };
  }
  const values = oracle.values(pick(oracle.of(type), draw), code);
  if (values.length === 0) return null;
  const value = pick(values, draw);
  const made = kind === 'composite' ? compositeText(value, draw) : searchText(kind, value, draw);
  return made === null ? null : { kind: 'plain', code, ...made };
}

function chain(type: string, oracle: Oracle, definitions: Definitions, draw: Draw): Condition | null {
  const references = Object.entries(definitions.search[type] ?? {}).filter(
    ([, one]) => one.type === 'reference',
  );
  if (references.length === 0) return null;
  const [code, { target = [] }] = pick(references, draw);
  const among = target.filter((one) => oracle.of(one).length > 0);
  if (among.length === 0) return null;
  const to = pick(among, draw);
  const then = plain(to, oracle, definitions, draw);
  return then === null ? null : { kind: 'chain', code, target: to, then };
}

function reverse(
  type: string,
  types: readonly string[],
  oracle: Oracle,
  definitions: Definitions,
  draw: Draw,
): Condition | null {
  const source = pick(types, draw);
  const references = Object.entries(definitions.search[source] ?? {}).filter(
    ([, one]) => one.type === 'reference' && (one.target ?? []).includes(type),
  );
  // The oracle goes through all pairs: only where there are not too many.
  if (references.length === 0 || oracle.of(source).length * oracle.of(type).length > 100_000) return null;
  const [code] = pick(references, draw);
  const then = plain(source, oracle, definitions, draw);
  return then === null ? null : { kind: 'has', source, code, then };
}

type Made = { readonly modifier: string; readonly value: string } | null;

function searchText(kind: string, value: unknown, draw: Draw): Made {
  switch (kind) {
    case 'token': {
      const coding = isObject(value) && Array.isArray(value.coding) ? pick(value.coding, draw) : value;
      const [system, code] = isObject(coding)
        ? [String(coding.system ?? ''), String(coding.code ?? coding.value ?? '')]
        : ['', String(coding)];
      if (code === '' || /[,$|\\]/.test(code + system)) return null;
      const modifier = draw() < 0.15 ? 'not' : '';
      const contact = isObject(coding) && coding.code === undefined && !system.includes(':');
      return { modifier, value: system !== '' && !contact && draw() < 0.5 ? `${system}|${code}` : code };
    }
    case 'string': {
      const words = (isObject(value) ? Object.values(value).flat() : [value]).filter(
        (word): word is string => typeof word === 'string' && word.length > 2 && !/[,$|\\]/.test(word),
      );
      if (words.length === 0) return null;
      const word = pick(words, draw);
      const way = draw();
      if (way < 0.2) return { modifier: 'exact', value: word };
      return way < 0.4
        ? { modifier: 'contains', value: word.slice(1, 4) }
        : { modifier: '', value: word.slice(0, 3) };
    }
    case 'date': {
      const text = isObject(value) ? (value.start ?? value.end) : value;
      if (typeof text !== 'string') return null;
      const cut = pick([4, 7, 10, text.length], draw);
      return { modifier: '', value: pick(PREFIXES, draw) + text.slice(0, cut) };
    }
    case 'reference': {
      const reference = isObject(value) ? value.reference : value;
      return typeof reference === 'string' && !reference.startsWith('#') && !/[,$|\\]/.test(reference)
        ? { modifier: '', value: reference }
        : null;
    }
    case 'uri':
      return typeof value === 'string' && !/[,$|\\]/.test(value) ? { modifier: '', value } : null;
    case 'quantity':
      return isObject(value) ? quantityText(value, draw) : null;
    case 'number':
      return typeof value === 'number' ? { modifier: '', value: pick(PREFIXES, draw) + value } : null;
    default:
      return null;
  }
}

function quantityText(quantity: JsonObject, draw: Draw): Made {
  if (typeof quantity.value !== 'number' || Math.abs(quantity.value) < 1e-3 || Math.abs(quantity.value) > 1e9)
    return null;
  const value = pick(PREFIXES, draw) + String(Number(quantity.value.toPrecision(3)));
  const way = draw();
  const code = String(quantity.code ?? '');
  if (way < 0.3 || code === '' || /[,$|\\]/.test(code)) return { modifier: '', value };
  return {
    modifier: '',
    value: way < 0.5 ? `${value}||${code}` : `${value}|${String(quantity.system)}|${code}`,
  };
}

function compositeText(base: unknown, draw: Draw): Made {
  if (!isObject(base) || !isObject(base.valueQuantity)) return null;
  const [code, quantity] = [searchText('token', base.code, draw), quantityText(base.valueQuantity, draw)];
  if (code === null || quantity === null) return null;
  return { modifier: '', value: `${code.value}$${quantity.value}` };
}

function pick<T>(list: readonly T[], draw: Draw): T {
  return list[Math.floor(draw() * list.length)]!;
}
