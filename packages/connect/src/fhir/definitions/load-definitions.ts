import { readFileSync } from 'node:fs';
import type { Definitions } from './definitions.ts';

let loaded: Definitions | null = null;

/** The definitions of FHIR R4, read from disk when first asked for (about 15 ms) and kept. */
export function loadDefinitions(): Definitions {
  loaded ??= JSON.parse(readFileSync(new URL('./generated/r4.json', import.meta.url), 'utf8')) as Definitions;
  return loaded;
}
