import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SuiteOutcome } from '../suite.ts';
import { ivpSuite } from './ivp-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinward-ivp-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(problems: readonly unknown[]): Promise<SuiteOutcome> {
  const file = join(folder, 'problems.json');
  writeFileSync(file, JSON.stringify({ problems }));
  return await ivpSuite.run({ files: [file], options: {}, progress: () => undefined } as never);
}

const decay = { name: 'decay', rhs: ['-2 y1'], y0: [1], t1: 1, ref: [Math.exp(-2)] };

describe('verify ivp', () => {
  it('passes a problem it has never seen, and fails it when the end value is wrong in the seventh digit', async () => {
    expect(await run([decay])).toMatchObject({ cases: 1, passed: 1, failed: [], unsupported: [] });
    const wrong = await run([{ ...decay, ref: [Math.exp(-2) * (1 + 1e-7)] }]);
    expect(wrong).toMatchObject({ cases: 1, passed: 0, failed: [{ name: 'decay' }] });
  });

  it('says unsupported of equations it cannot read, failed of those it cannot integrate', async () => {
    const outcome = await run([
      { ...decay, name: 'unread', rhs: ['-besselJ(y1)'] },
      { ...decay, name: 'explodes', rhs: ['y1^2'], t1: 2, ref: [1] },
      decay,
    ]);
    expect(outcome).toMatchObject({
      cases: 3,
      passed: 1,
      failed: [{ name: 'explodes' }],
      unsupported: [{ name: 'unread' }],
    });
  });

  it('refuses a file whose problems are not whole', async () => {
    await expect(run([{ name: 'half', rhs: ['y1'] }])).rejects.toThrow(/problem 1 is not complete/);
    await expect(run([{ ...decay, ref: [] }])).rejects.toThrow(/problem 1 is not complete/);
  });
});
