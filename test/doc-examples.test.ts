// Runs the example of every doc comment: each line `expression; // expected` must hold.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

interface Example {
  readonly where: string;
  readonly file: string;
  readonly lines: readonly string[];
}

const root = join(import.meta.dirname, '..');

function examples(): readonly Example[] {
  const packages = join(root, 'packages');
  const files = readdirSync(packages, { recursive: true })
    .map((name) => join(packages, String(name)))
    .filter(
      (path) => /\/src\/.*\.ts$/.test(path) && !/node_modules|\.test\.ts$|\/(web|generated)\//.test(path),
    );
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/@example\n((?:\s*\* ?.*\n)+?)\s*\*\//g)].map((match, index) => ({
      where: `${file.slice(root.length + 1)} #${index + 1}`,
      file,
      lines: match[1]!
        .split('\n')
        .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
        .filter((line) => line !== '' && !line.startsWith('```') && !line.startsWith('@')),
    }));
  });
}

const found = examples();
const dataFolder = mkdtempSync(join(tmpdir(), 'twinward-examples-'));
const AsyncFunction = (async () => undefined).constructor as new (
  ...source: string[]
) => (...args: unknown[]) => Promise<void>;

afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

describe('the examples of the doc comments', () => {
  it('there are some', () => {
    expect(found.length).toBeGreaterThan(0);
  });

  it.each(found.map((example) => [example.where, example] as const))('%s', async (_where, example) => {
    const scope = await scopeOf(example.file);
    let checked = 0;
    const body = example.lines.map((line) => {
      const claim = /^(?!const |let )(.+?);\s*\/\/\s*(.+)$/.exec(line);
      if (claim === null) return line;
      checked++;
      return `__claim(${JSON.stringify(line)}, (${claim[1]}), ${JSON.stringify(claim[2])});`;
    });
    const names = Object.keys(scope);
    const run = new AsyncFunction(...names, '__claim', body.join('\n'));
    await run(...names.map((name) => scope[name]), (line: string, actual: unknown, expected: string) => {
      expect(agrees(actual, expected), `${line} gave ${JSON.stringify(actual)}`).toBe(true);
    });
    expect(checked, 'an example states at least one result').toBeGreaterThan(0);
  });
});

/** What an example may name: everything its room and those it builds on export, its own file, and a fresh `dataFolder`. */
async function scopeOf(file: string): Promise<Record<string, unknown>> {
  const doors = ['simulate', 'contract', 'record', 'runtime'].map((name) =>
    join(root, `packages/${name}/src/index.ts`),
  );
  const inner = [
    'connect/src/wearables',
    'connect/src/wfdb',
    'connect/src/fhir',
    'simulate/src/sbml',
    'twins/src/hospital',
    'twins/src/patient',
  ].map((room) => join(root, `packages/${room}/index.ts`));
  const scope: Record<string, unknown> = { dataFolder };
  for (const path of [...doors, ...inner, file]) {
    Object.assign(scope, await import(/* @vite-ignore */ pathToFileURL(path).href));
  }
  return scope;
}

/** Whether a value is what the comment says; numbers to the digits given, anything after the value is prose. */
function agrees(actual: unknown, expected: string): boolean {
  if (typeof actual === 'number') {
    const stated = /^-?\d[\d_]*(\.\d+)?(e-?\d+)?|^-?Infinity|^NaN/.exec(expected)?.[0];
    if (stated === undefined) return false;
    const value = Number(stated.replaceAll('_', ''));
    const digits = /\.(\d+)/.exec(stated)?.[1]?.length ?? 0;
    return Object.is(actual, value) || Math.abs(actual - value) <= 0.5 * 10 ** -digits;
  }
  const shown =
    typeof actual === 'string'
      ? [actual, `'${actual}'`, `"${actual}"`]
      : [String(actual), JSON.stringify(actual)];
  return shown.some(
    (text) => text !== undefined && expected.replaceAll(' ', '').startsWith(text.replaceAll(' ', '')),
  );
}
