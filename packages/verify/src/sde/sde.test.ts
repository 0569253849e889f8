import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSuite } from '../run-suite.ts';
import { orderOf } from './convergence.ts';
import { sdeSuite } from './sde-suite.ts';

const call = {
  files: [],
  seed: '00000000000000a1',
  options: { members: '1000' },
  progress: () => undefined,
  signal: { aborted: false },
};
const problem = {
  name: 'a walk',
  initial: { x: 0 },
  parameters: { s: 1 },
  drift: { x: '0' },
  diffusion: { x: { W: 's' } },
  end: 1,
  step: 0.5,
  strong: {},
  mean: { x: '0' },
  variance: { x: 's^2 * t' },
};

async function fileOf(value: unknown): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'sde-')), 'problems.json');
  await writeFile(file, JSON.stringify(value));
  return file;
}

describe('verify sde', () => {
  it('finds every order and every moment', async () => {
    const { cases, failed } = await runSuite(sdeSuite, call);
    expect(failed).toEqual([]);
    expect(cases).toBeGreaterThan(15);
  });

  it('fails where theory or a closed form is wrong', async () => {
    const wrong = {
      ...problem,
      drift: { x: 'x' },
      diffusion: { x: { W: 's * x' } },
      initial: { x: 1 },
      exact: { x: 'exp(t + s * W)' },
      strong: { sri: 1.5 },
      mean: { x: '2' },
      variance: undefined,
    };
    const { passed, failed } = await runSuite(sdeSuite, {
      ...call,
      files: [await fileOf({ problems: [wrong] })],
    });
    expect([passed, failed.length]).toEqual([0, 2]);
  });

  it('takes problems from a file, and refuses what is none', async () => {
    const { cases, passed } = await runSuite(sdeSuite, {
      ...call,
      files: [await fileOf({ problems: [problem] })],
    });
    expect([cases, passed]).toEqual([2, 2]);
    const run = async (value: unknown) => runSuite(sdeSuite, { ...call, files: [await fileOf(value)] });
    await expect(run({})).rejects.toThrow('lists no problems');
    await expect(run({ problems: [{ ...problem, end: undefined }] })).rejects.toThrow(
      'problem 1 is not complete',
    );
    await expect(run({ problems: [{ ...problem, drift: { x: 'q' } }] })).rejects.toThrow('q');
    await expect(runSuite(sdeSuite, { ...call, options: { members: '3' } })).rejects.toThrow('--members 3');
  });

  it('measures an order as the slope of errors', () => {
    expect(orderOf([1, 0.25, 0.0625])).toBe(2);
  });
});
