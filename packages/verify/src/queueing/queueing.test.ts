import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repositoryPath } from '../repository-path.ts';
import { runSuite } from '../run-suite.ts';
import { queueingSuite } from './queueing-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinward-queueing-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Case {
  readonly name: string;
  readonly expect: Readonly<Record<string, number>>;
}
const { format, cases } = JSON.parse(
  readFileSync(repositoryPath('data', 'queueing', 'queueing-exact.json'), 'utf8'),
) as { readonly format: string; readonly cases: readonly Case[] };
const named = (name: string): Case => cases.find((one) => one.name === name)!;

function verify(given: readonly unknown[]): ReturnType<typeof runSuite> {
  const file = join(folder, 'given.json');
  writeFileSync(file, JSON.stringify({ format, cases: given }));
  return runSuite(queueingSuite, {
    files: [file],
    seed: '4c5d6d8c886884e4',
    options: { precision: '4' },
    progress: () => undefined,
    signal: { aborted: false },
  });
}

/** Erlang's loss formula, by its recursion. */
function erlangB(load: number, servers: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}

describe('the queueing suite', () => {
  it('holds simulations to what closed forms give', () => {
    expect(named('Erlang-B a 20 c 25').expect.Pblock).toBeCloseTo(erlangB(20, 25), 6);
    const b = erlangB(8, 10);
    const waits = b / (1 - 0.8 * (1 - b));
    expect(named('Erlang-C a 8 c 10').expect).toMatchObject({ Pwait: expect.closeTo(waits, 6) });
    expect(named('Erlang-C a 8 c 10').expect.Wq).toBeCloseTo(waits / (10 - 8), 6);
    expect(named('M/G/1 lognormal(1,1.5) lambda .8').expect.Wq).toBeCloseTo(
      (0.8 * (1 + 1.5 ** 2)) / 2 / 0.2,
      9,
    );
    expect(named('M/G/1 gamma(1,.5) lambda .7').expect.Wq).toBeCloseTo((0.7 * (1 + 0.5 ** 2)) / 2 / 0.3, 9);
  });

  it('passes a right answer and fails a wrong one', async () => {
    const right = named('M/M/3/5 lambda 3');
    const wrong = { ...right, name: 'wrong', expect: { ...right.expect, Lq: right.expect.Lq! * 1.1 } };
    const { passed, failed } = await verify([right, wrong]);
    expect(passed).toBe(1);
    expect(failed).toMatchObject([{ name: 'wrong', why: expect.stringContaining('Lq') }]);
  });

  it('refuses by name what it does not know', async () => {
    const [right] = cases as readonly (Case & { readonly stations: readonly object[] })[];
    const station = right!.stations[0]!;
    const { unsupported, passed } = await verify([
      { ...right, stations: [{ ...station, discipline: 'processor-sharing' }] },
      { ...right, stations: [{ ...station, service: { pareto: { mean: 1 } } }] },
      { ...right, stations: [{ ...station, vacations: true }] },
      { ...right, expect: { sojournSkewness: 2 } },
    ]);
    expect(passed).toBe(0);
    expect(unsupported.map(({ why }) => why)).toEqual([
      'the discipline "processor-sharing" is not supported',
      'the service distribution "pareto" is not supported',
      '"vacations" of a station is not supported',
      'the measure "sojournSkewness" is not supported',
    ]);
  });

  it('refuses a file of another format', async () => {
    const files = [repositoryPath('data', 'ivp', 'ivp-references.json')];
    const call = { files, seed: '00000000000000ff', options: {}, progress: () => undefined };
    await expect(runSuite(queueingSuite, { ...call, signal: { aborted: false } })).rejects.toThrow(
      'is not a file of queueing systems',
    );
  });
});
