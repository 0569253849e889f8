// Command lines that a guide marks with "sh run" are run against a server as they stand; what a line "#> text" says must be in what came before it.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '@twinward/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const guides = join(import.meta.dirname, '..', 'docs', 'guides');

const blocks = readdirSync(guides).flatMap((guide) => {
  const text = readFileSync(join(guides, guide), 'utf8');
  return [...text.matchAll(/```sh run\n([\s\S]*?)```/g)].map((match, i) => ({
    guide,
    number: i + 1,
    code: match[1]!,
  }));
});

describe('command lines of the guides', () => {
  let folder = '';
  let work = '';
  let server: Awaited<ReturnType<typeof startServer>>;
  let env: NodeJS.ProcessEnv = {};
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guide-'));
    work = await mkdtemp(join(tmpdir(), 'guide-work-'));
    server = await startServer({ dataFolder: folder, port: 0, host: '127.0.0.1', demo: false, speed: 1 });
    const token = (await readFile(join(folder, 'cli-token'), 'utf8')).trim();
    env = {
      PATH: process.env.PATH,
      FHIR: `${server.address}/fhir/R4`,
      API: `${server.address}/api/v1`,
      TOKEN: token,
    };
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
    await rm(work, { recursive: true, force: true });
  });

  it('are there', () => {
    expect(blocks.length).toBeGreaterThan(4);
  });

  it.each(blocks.map((block) => [`${block.guide}, block ${block.number}`, block] as const))(
    '%s',
    async (_name, { code }) => {
      // Each claim ends a part of its own, so that it is about what came since the last.
      const parts = code.split(/^#> /m);
      const script = parts
        .map((part, i) => (i === 0 ? part : `echo; echo '<<<>>>'\n${part.slice(part.indexOf('\n') + 1)}`))
        .join('');
      const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
        env,
        cwd: work,
        maxBuffer: 64 * 1024 * 1024,
      });
      const said = stdout.split('<<<>>>');
      let last = '';
      parts.slice(1).forEach((part, i) => {
        // Two claims in a row are about the same answer.
        last = said[i]!.trim() === '' ? last : said[i]!;
        expect(last).toContain(part.slice(0, part.indexOf('\n')));
      });
    },
  );
});
