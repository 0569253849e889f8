import { mkdir, writeFile } from 'node:fs/promises';
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
