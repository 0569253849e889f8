import type { Definitions } from '../definitions/definitions.ts';
import { isObject, type JsonObject } from '../json.ts';
import { validateResource } from './validate-resource.ts';

/** The faults of a resource in JSON text: that it is none, or those of `validateResource`. */
export function validateText(text: string, definitions: Definitions): readonly JsonObject[] {
  const fault = (diagnostics: string): readonly JsonObject[] => [
    { severity: 'error', code: 'structure', diagnostics },
  ];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fault('the text is no JSON');
  }
  return isObject(value) ? validateResource(value, definitions) : fault('a resource is a JSON object');
}
