import { readTar } from './read-tar.ts';
import { SchemaSet } from './schema-set.ts';

const SCHEMA = /(?:^|\/)schema\/omh\/([^/]+\.json)$/;

/** The schemas of an archive as Open mHealth publishes it, by file name; empty where it holds documents alone. */
export function schemasIn(entries: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const named = [...entries].flatMap(([path, text]) => {
    const name = SCHEMA.exec(path)?.[1];
    return name === undefined ? [] : [[name, text] as const];
  });
  return new Map(named);
}

/** Reads and compiles the schemas of an archive. Throws `usage` for a file that is none. */
export async function openSchemas(path: string): Promise<SchemaSet> {
  return new SchemaSet(schemasIn(await readTar(path)));
}
