import { TwinwardError } from '@twinward/contract';
import { readJson } from '../../json/read-json.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { isObject, type JsonObject } from '../json.ts';
import { validateResource } from './validate-resource.ts';

const TEXT = { what: 'the text', field: 'text', remedy: 'give one resource in JSON' };

/** The faults of a resource in JSON text: that it is none, or that it gives a name twice, or those of `validateResource`. */
export function validateText(text: string, definitions: Definitions): readonly JsonObject[] {
  const fault = (diagnostics: string, place: JsonObject = {}): readonly JsonObject[] => [
    { severity: 'error', code: 'structure', diagnostics, ...place },
  ];
  let value: unknown;
  try {
    value = readJson(text, TEXT);
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    return fault(error.message, { expression: [error.place.field ?? TEXT.field] });
  }
  return isObject(value) ? validateResource(value, definitions) : fault('a resource is a JSON object');
}
