import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIntervention } from './commands/whatif.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function twinward(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const main = join(import.meta.dirname, 'main.ts');
    execFile(process.execPath, [main, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const empty = mkdtempSync(join(tmpdir(), 'twinward-cli-'));

describe('the command line', () => {
  it.each([
    ['an unknown command', ['twin'], 'unknown command'],
    ['an unknown suite', ['verify', 'nothing'], 'there is no suite "nothing"'],
    ['a file that is not there', ['verify', 'glucose', '/nowhere/x.csv'], 'cannot be read'],
    ['an option the suite does not have', ['verify', 'glucose', '--bars', '3'], 'has no option --bars'],
    ['no server', ['twins', '--data', empty], 'no Twinward server is running'],
    [
      'an equation of risk that is not there',
      ['risk', 'x.json', '--of', 'lungs'],
      'there is no equation "lungs"',
    ],
    ['a port out of range', ['start', '--port', '70000'], 'whole number from 0 to 65535'],
    [
      'an amount that is no number',
      ['whatif', 't', '--do', 'bolus:units=x', '--url', 'http://127.0.0.1:1'],
      '',
    ],
  ])('%s is one clear line and exit code 2', async (_claim, args, said) => {
    const { code, out, err } = await twinward(...args);
    expect(code, err).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(said);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('prints exactly one JSON object with --json', async () => {
    const { code, out } = await twinward('verify', 'glucose', '--json');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({ suite: 'glucose', failed: [], unsupported: [] });
  });

  it.each(['bash', 'zsh', 'fish'])('completes its commands in %s', async (shell) => {
    const { out } = await twinward('completion', shell);
    for (const command of ['start', 'import', 'whatif', 'verify']) expect(out).toContain(command);
  });
});

describe('an intervention on the command line', () => {
  it('is type, amounts and minutes', () => {
    expect(readIntervention('carbohydrate:grams=15@10')).toEqual({
      type: 'carbohydrate',
      inMinutes: 10,
      amounts: { grams: 15 },
    });
    expect(readIntervention('p-1-circulation/fluid:volume=500')).toMatchObject({
      twin: 'p-1-circulation',
      type: 'fluid',
    });
    expect(readIntervention('basal-change:percent=50,durationMinutes=90').amounts).toEqual({
      percent: 50,
      durationMinutes: 90,
    });
  });

  it.each(['', 'Carbs', 'bolus:units', 'bolus:units=', 'bolus:units=x', 'bolus:units=1@soon'])(
    '"%s" is refused',
    (text) => {
      expect(() => readIntervention(text)).toThrow(/is not/);
    },
  );
});
