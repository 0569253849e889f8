// Writes docs/generated/openapi.json and the web's client from the routes; with --check it only proves that they are current.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryPath } from '../repository-path.ts';
import { ROUTES } from '../routes/routes.ts';
import { describeApi } from './describe-api.ts';
import { writeOperations, writeTypes } from './write-client.ts';
import { writeRequest } from './write-request.ts';

/** Every generated file, path to text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const api = describeApi(ROUTES);
  const client = (name: string) => repositoryPath('packages', 'web', 'src', 'generated', name);
  return new Map([
    [repositoryPath('docs', 'generated', 'openapi.json'), `${JSON.stringify(api, null, 2)}\n`],
    [client('types.ts'), writeTypes(api)],
    [client('request.ts'), writeRequest()],
    [client('api.ts'), writeOperations(api)],
  ]);
}

async function generate(check: boolean): Promise<number> {
  const files = generatedFiles();
  let stale = 0;
  for (const [path, text] of files) {
    if ((await readFile(path, 'utf8').catch(() => null)) === text) continue;
    stale++;
    const name = relative(repositoryPath(), path);
    if (check) {
      console.error(
        `${name} is not what the routes say; run node packages/server/src/openapi/generate-client.ts`,
      );
      continue;
    }
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    console.log(`written: ${name}`);
  }
  console.log(`generated client: ${files.size} files from ${ROUTES.length} routes, ${stale} stale`);
  return check && stale > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await generate(process.argv.includes('--check'));
}
