import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryPath } from './repository-path.ts';

/** What `twinward verify --record` wrote of one suite; model cards show it and nobody types it. */
export interface Evidence {
  readonly suite: string;
  readonly cases: number;
  readonly passed: number;
  readonly failed: readonly { readonly name: string; readonly why: string }[];
  readonly unsupported: readonly { readonly name: string; readonly why: string }[];
  readonly figures: Readonly<Record<string, number | string | readonly number[]>>;
}

/** All evidence recorded in `data/evidence`, by suite; empty before the first suite was recorded. */
export async function readEvidence(
  folder: string = repositoryPath('data', 'evidence'),
): Promise<ReadonlyMap<string, Evidence>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Evidence;
  const evidence = await Promise.all(names.map(read));
  return new Map(evidence.map((one) => [one.suite, one]));
}
