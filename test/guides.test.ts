// What the guides quote must stand in the examples, word for word, and the programs they name must run.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

const quotes = readdirSync(join(root, 'docs'), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => {
    const text = readFileSync(join(root, 'docs', name), 'utf8');
    return [...text.matchAll(/```ts\n\/\/ (examples\/[\w-]+\.ts)\n([\s\S]*?)```/g)].map((match) => ({
      guide: name,
      file: match[1]!,
      code: match[2]!,
    }));
  });

describe('the guides', () => {
  it('quote examples', () => {
    expect(quotes.length).toBeGreaterThan(5);
  });

  it.each(quotes.map((quote) => [`${quote.guide} quotes ${quote.file}`, quote] as const))(
    '%s',
    (_name, quote) => {
      expect(readFileSync(join(root, quote.file), 'utf8')).toContain(quote.code);
    },
  );

  it('examples/follow-a-tube.ts runs and its replay is equal', () => {
    const said = execFileSync(process.execPath, [join(root, 'examples/follow-a-tube.ts')], {
      encoding: 'utf8',
    });
    expect(said).toMatch(/\d+ days left/);
    expect(said).toContain('bit for bit');
  });
});
