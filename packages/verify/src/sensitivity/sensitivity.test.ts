import { expect, it } from 'vitest';
import { runSuite } from '../run-suite.ts';
import { sensitivitySuite } from './sensitivity-suite.ts';

const call = {
  files: [],
  seed: '00000000000000a1',
  options: {},
  progress: () => undefined,
  signal: { aborted: false },
};

it('verify sensitivity finds every index of Ishigami, and refuses files without it', async () => {
  const { cases, passed } = await runSuite(sensitivitySuite, call);
  expect([cases, passed]).toEqual([6, 6]);
  await expect(runSuite(sensitivitySuite, { ...call, files: [import.meta.filename] })).rejects.toThrow(
    'is not JSON',
  );
});
