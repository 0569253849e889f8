// Every installed package must carry a licence that an Apache-2.0 product may ship or build with. Counts what it read.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Python-2.0',
  'PostgreSQL',
  'Unlicense',
]);
/** Licences that no SPDX name fits, read in full: terms of the BSD kind, with LICENSE.md to be kept beside the code. */
const READ_IN_FULL = new Set(['@lhncbc/ucum-lhc', 'fhirpath']);
/** Build tools that are run but never shipped may be under weak copyleft. */
const BUILD_ONLY = new Set(['MPL-2.0']);

const modules = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules');
const faults: string[] = [];
const counts = new Map<string, number>();

for (const folder of packageFolders(modules)) {
  const { name, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name?: string;
    license?: string | { type?: string };
  };
  if (name === undefined || name.startsWith('@twinward/')) continue;
  const text = typeof license === 'string' ? license : (license?.type ?? 'none');
  counts.set(text, (counts.get(text) ?? 0) + 1);
  const choices = text.replace(/[()]/g, '').split(/ OR /);
  const fine =
    READ_IN_FULL.has(name) ||
    choices.some((choice) =>
      choice.split(' AND ').every((part) => ALLOWED.has(part) || (BUILD_ONLY.has(part) && isBuildTool(name))),
    );
  if (!fine) faults.push(`${name}: ${text}`);
}

const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
for (const fault of faults) console.error(`fault: ${fault}`);
console.log(
  `licences: ${total} packages read (${[...counts].map(([text, count]) => `${text} ${count}`).join(', ')}), ${faults.length} faults`,
);
process.exitCode = faults.length === 0 && total > 0 ? 0 : 1;

function isBuildTool(name: string): boolean {
  return /^(lightningcss|axe-core)/.test(name);
}

function packageFolders(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.name.startsWith('@')) return packageFolders(path);
    const nested = join(path, 'node_modules');
    return [
      ...(existsSync(join(path, 'package.json')) ? [path] : []),
      ...(existsSync(nested) ? packageFolders(nested) : []),
    ];
  });
}
