import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AGE_GROUPS, SPREAD, TYPICAL } from './population.ts';

const [header, ...rows] = readFileSync(
  new URL('../../../../../../data/glucose/vpatient_params.csv', import.meta.url),
  'utf8',
)
  .trim()
  .split(/\r?\n/)
  .map((line) => line.split(','));

function logMoments(group: string, column: string): { readonly median: number; readonly logSd: number } {
  const at = header!.indexOf(column);
  const logs = rows.filter((row) => row[0]!.startsWith(group)).map((row) => Math.log(Number(row[at])));
  expect(logs).toHaveLength(10);
  const mean = logs.reduce((a, b) => a + b) / logs.length;
  return {
    median: Math.exp(mean),
    logSd: Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1)),
  };
}

it.each(AGE_GROUPS)('the typical %s is the geometric mean of the published virtual patients', (group) => {
  for (const [name, value] of Object.entries(TYPICAL[group])) {
    expect(value / logMoments(group, name).median, name).toBeCloseTo(1, 3);
  }
  for (const [name, { median, logSd }] of Object.entries(SPREAD[group])) {
    const published = logMoments(group, name);
    expect(median / published.median, name).toBeCloseTo(1, 3);
    if (name !== 'Gb') expect(logSd, name).toBeCloseTo(published.logSd, 1);
  }
});
