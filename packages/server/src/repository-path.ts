import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** The path of something in the repository, such as `data/cgm/hall2018-cgm-13subjects.csv`. */
export function repositoryPath(...parts: readonly string[]): string {
  return join(ROOT, ...parts);
}
