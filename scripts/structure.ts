// Holds the house to its rules: imports point one way, pure rooms stay pure, files stay small and well named.
// It counts what it read and fails when that is nothing.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What each room may import; anything else is an import against the arrows. */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  simulate: ['contract'],
  estimate: ['contract', 'simulate'],
  twins: ['contract', 'simulate', 'estimate'],
  record: ['contract'],
  runtime: ['contract', 'simulate', 'estimate', 'record'],
  connect: ['contract'],
  server: ['contract', 'simulate', 'estimate', 'twins', 'record', 'runtime', 'connect'],
  verify: ['contract', 'simulate', 'estimate', 'twins', 'record', 'runtime', 'connect', 'server'],
  cli: ['contract', 'record', 'runtime', 'connect', 'server', 'verify'],
  web: ['contract', 'simulate'],
};

const PURE = new Set(['contract', 'simulate', 'estimate', 'twins']);
const BANNED_NAMES = /(^|-)(managers?|helpers?|utils?|misc|common|handlers?|data|infos?|items?)(-|$)/;
const BANNED_TYPES =
  /export (?:abstract )?(?:class|interface|type) (\w*(?:Manager|Helper|Util|Handler|Info)|Data|Item)\b/g;
const IMPURE =
  /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|from 'node:|(?<!-)\bprocess\./;
const LONGEST = 500;

/** What a structure check looked at and what it found wrong. */
export interface StructureReport {
  readonly files: number;
  readonly imports: number;
  readonly long: readonly string[];
  readonly faults: readonly string[];
}

/** Checks every source file below `packages/` of a checkout. */
export function checkStructure(root: string): StructureReport {
  const faults: string[] = [];
  const long: string[] = [];
  let imports = 0;
  const files = sources(join(root, 'packages'));
  for (const file of files) {
    const path = relative(root, file);
    const room = path.split('/')[1] ?? '';
    const allowed = ARROWS[room];
    if (allowed === undefined) {
      faults.push(`${path}: packages/${room} is not a room of the house`);
      continue;
    }
    const text = readFileSync(file, 'utf8');
    const lines = text.split('\n').length - 1;
    const test = /\.test\.tsx?$/.test(file);
    if (lines > LONGEST) faults.push(`${path}: ${lines} lines; at most ${LONGEST}`);
    else if (lines > 300) long.push(`${path}: ${lines} lines`);
    for (const part of path.split('/').slice(1)) {
      if (BANNED_NAMES.test(part.replace(/\.\w+$/, ''))) faults.push(`${path}: "${part}" names nothing`);
    }
    for (const match of text.matchAll(BANNED_TYPES)) faults.push(`${path}: type "${match[1]}" names nothing`);
    if (PURE.has(room) && !test && IMPURE.test(text))
      faults.push(`${path}: a clock, randomness or Node in a pure room`);
    for (const specifier of importsOf(text)) {
      imports++;
      const fault = judgeImport(specifier, { file, room, allowed, test, root });
      if (fault !== null) faults.push(`${path}: ${fault}`);
    }
  }
  if (files.length === 0 || imports === 0)
    faults.push('nothing was read: a check that looked at nothing has failed');
  return { files: files.length, imports, long, faults };
}

interface Place {
  readonly file: string;
  readonly room: string;
  readonly allowed: readonly string[];
  readonly test: boolean;
  readonly root: string;
}

function judgeImport(specifier: string, place: Place): string | null {
  if (specifier.startsWith('.')) {
    const target = relative(place.root, resolve(dirname(place.file), specifier)).split('/');
    const inside = target[0] === 'packages' && target[1] === place.room;
    return inside || place.test ? null : `"${specifier}" reaches into another room past its door`;
  }
  const own = /^@twinward\/([a-z]+)/.exec(specifier)?.[1];
  if (own === undefined || own === place.room || place.allowed.includes(own) || place.test) return null;
  return `imports @twinward/${own} against the arrows`;
}

function importsOf(text: string): readonly string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|import\(\s*'([^']+)'|(?:^|\n)import '([^']+)'/g,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3]!);
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => /\.tsx?$/.test(path) && !/node_modules|[\\/](dist|generated)[\\/]/.test(path))
    .filter((path) => statSync(path).isFile() && basename(path) !== 'vite-env.d.ts')
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const report = checkStructure(root);
  for (const line of report.long) console.log(`long: ${line}`);
  for (const fault of report.faults) console.error(`fault: ${fault}`);
  console.log(
    `structure: ${report.files} files and ${report.imports} imports read, ${report.faults.length} faults`,
  );
  process.exitCode = report.faults.length === 0 ? 0 : 1;
}
