import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SuiteCall } from '../suite.ts';
import { dosingSuite } from './dosing-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinward-dosing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = 'ID,time,evid,amt,cmt,ss,ii,addl,rate,LAGT,MODE,DUR2,RAT2,BIOAV,NONMEM_CP';

/** A bolus of 100 mg into the circulation and its level an hour later, ug/L; then one of another kind. */
function suite(lines: readonly string[]) {
  const file = join(folder, `${lines.length}-${lines.join().length}.csv`);
  writeFileSync(file, `${[HEADER, ...lines].join('\n')}\n`);
  const call = { files: [file], seed: '0000000000000001', options: {}, progress: () => undefined };
  return dosingSuite.run({ ...call, signal: { aborted: false } } as unknown as SuiteCall);
}

const given = '1,0,1,100,2,0,0,0,0,0,0,0,0,1,5000';
const level = 5000 * Math.exp(-1.1 / 20);

describe('verify dosing', () => {
  it('passes a course whose levels are right to five digits', async () => {
    const result = await suite([given, `1,1,0,0,0,0,0,0,0,0,0,0,0,1,${level.toFixed(1)}`]);
    expect(result).toMatchObject({ cases: 1, passed: 1, failed: [] });
  });

  it('fails one that is a thousandth off, and says where', async () => {
    const result = await suite([given, `1,1,0,0,0,0,0,0,0,0,0,0,0,1,${(level * 1.001).toFixed(1)}`]);
    expect(result.passed).toBe(0);
    expect(result.failed[0]!.why).toContain('hour 1');
  });

  it('calls a course it cannot follow unsupported, by name', async () => {
    const result = await suite([given, '1,1,2,0,-2,0,0,0,0,0,0,0,0,1,0']);
    expect(result.unsupported).toEqual([
      { name: 'course 1', why: expect.stringContaining('compartments off') },
    ]);
  });
});
