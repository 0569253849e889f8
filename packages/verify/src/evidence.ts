import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryPath } from './repository-path.ts';
import type { SuiteResult } from './suite.ts';

const FOLDER = repositoryPath('data', 'evidence');

/** Stores a suite's result as evidence, from which model cards show it; written by `twinward verify --record`, never by hand. */
export async function recordEvidence(result: SuiteResult): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const path = join(FOLDER, `${result.suite}.json`);
  const { seconds: _, ...lasting } = result;
  await writeFile(path, `${JSON.stringify(lasting, null, 2)}\n`);
  return path;
}

/** All recorded evidence, by suite. */
export async function readEvidence(): Promise<ReadonlyMap<string, Omit<SuiteResult, 'seconds'>>> {
  const names = (await readdir(FOLDER).catch(() => [])).filter((name) => name.endsWith('.json'));
  const results = await Promise.all(
    names.map(
      async (name) => JSON.parse(await readFile(join(FOLDER, name), 'utf8')) as Omit<SuiteResult, 'seconds'>,
    ),
  );
  return new Map(results.map((result) => [result.suite, result]));
}
