// Writes packages/simulate/src/elementary/wasm/generated/bodies.ts, from which WebAssembly code is made, out of the functions
// in TypeScript above it: node scripts/write-elementary.ts. A test holds the file to them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { translateElementary } from '../packages/simulate/src/elementary/wasm/translate/translate-elementary.ts';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'packages/simulate/src/elementary');
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
const text = translateElementary(
  new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
);
writeFileSync(join(folder, 'wasm/generated/bodies.ts'), text);
