import { isObject, type Json } from '@twinward/connect/fhir';

/** A copy of a resource in which every reference to one resource (`Patient/a`) is one to another; the same value where there is none. */
export function exchangeReferences(value: Json, from: string, to: string): Json {
  if (Array.isArray(value)) {
    const made = value.map((one) => exchangeReferences(one, from, to));
    return made.some((one, i) => one !== value[i]) ? made : value;
  }
  if (!isObject(value)) return value;
  const changed = Object.entries(value).map(([name, one]): [string, Json] => [
    name,
    name === 'reference' && one === from ? to : exchangeReferences(one, from, to),
  ]);
  return changed.some(([name, one]) => one !== value[name]) ? Object.fromEntries(changed) : value;
}

/** A copy of a resource in which references to one are put back to another wherever `then` had it; the same value where there is none. */
export function putBackReferences(now: Json, then: Json | undefined, from: string, to: string): Json {
  if (Array.isArray(now)) {
    const before = Array.isArray(then) ? then : [];
    const made = now.map((one, i) => putBackReferences(one, before[i], from, to));
    return made.some((one, i) => one !== now[i]) ? made : now;
  }
  if (!isObject(now)) return now;
  const before = isObject(then) ? then : {};
  const changed = Object.entries(now).map(([name, one]): [string, Json] => [
    name,
    name === 'reference' && one === from && before[name] === to
      ? to
      : putBackReferences(one, before[name], from, to),
  ]);
  return changed.some(([name, one]) => one !== now[name]) ? Object.fromEntries(changed) : now;
}
