import { expect, it } from 'vitest';
import { runSuite } from '../run-suite.ts';
import { likelihoodSuite } from './likelihood-suite.ts';

const call = {
  files: [],
  seed: '00000000000000b1',
  options: { runs: '20' },
  progress: () => undefined,
  signal: { aborted: false },
};

it('verify likelihood finds the estimates of particle filters unbiased, and refuses files without cases', async () => {
  const { cases, failed, figures } = await runSuite(likelihoodSuite, call);
  expect(failed).toEqual([]);
  expect(cases).toBe(6);
  expect(Object.keys(figures)).toHaveLength(2 + 3 + 6);
  await expect(runSuite(likelihoodSuite, { ...call, files: [import.meta.filename] })).rejects.toThrow(
    'is not JSON',
  );
  await expect(runSuite(likelihoodSuite, { ...call, options: { runs: '3' } })).rejects.toThrow('--runs');
});
