import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repositoryPath } from '../repository-path.ts';
import { runSuite } from '../run-suite.ts';
import { fitNist } from './fit-nist.ts';
import { readNistProblem } from './nist-problem.ts';
import { nistSuite } from './nist-suite.ts';

/** A file as NIST prints it, with data made from the model at the certified values. */
function printed(
  model: readonly string[],
  certified: readonly (readonly [start: number, value: number])[],
  rows: readonly (readonly [number, number])[],
): string {
  return [
    'Dataset Name:  Made (Made.dat)',
    'Model:         Exponential Class',
    `               ${certified.length} Parameters (b1 to b${certified.length})`,
    ...model.map((line) => `               ${line}`),
    '          Starting values                  Certified Values',
    ...certified.map(
      ([start, value], i) => `  b${i + 1} = ${start} ${start} ${value.toExponential(10)} 1E-05`,
    ),
    'Residual Standard Deviation: 1.0E-05',
    'Data:  y  x',
    ...rows.map(([y, x]) => `  ${y}  ${x}`),
  ].join('\n');
}

describe('a NIST file', () => {
  it('tells its model, whose far and near start lead to the certified values', () => {
    const text = readFileSync(repositoryPath('data', 'nist', 'MGH10.dat'), 'utf8');
    const problem = readNistProblem(text, 'MGH10.dat');
    expect([problem.name, problem.rows.length, problem.residualSd]).toEqual(['MGH10', 16, 2.6009740065]);
    for (const start of [0, 1]) {
      const { x } = fitNist(problem, start);
      for (const [i, { value }] of problem.parameters.entries()) expect(x[i]! / value).toBeCloseTo(1, 9);
    }
  });

  it('may print arctan, brackets, constants on their own line and a model over two lines', () => {
    const f = (x: number) =>
      3 - 0.2 * x - Math.atan(4 / (x - 11)) / Math.PI + 0.5 * Math.cos((2 * Math.PI * x) / 12);
    const rows = Array.from({ length: 20 }, (_, i) => [f(i), i] as const);
    const model = [
      'pi = 3.141592653589793238462643383279E0',
      'y =  b1 - b2*x - arctan[b3/(x-b4)]/pi',
      '                        + b5*cos( 2*pi*x/12 )  +  e',
    ];
    const certified = [
      [2, 3],
      [0.1, 0.2],
      [3, 4],
      [10.4, 11],
      [0.1, 0.5],
    ] as const;
    const { x } = fitNist(readNistProblem(printed(model, certified, rows), 'made'), 0);
    for (const [i, [, value]] of certified.entries()) expect(x[i]).toBeCloseTo(value, 7);
  });

  it('knows pi without being told, and a response that is a logarithm', () => {
    const rows = Array.from(
      { length: 12 },
      (_, i) => [Math.exp(1 + 0.3 * Math.sin(Math.PI * i * 0.1)), i] as const,
    );
    const model = ['log[y] = b1 + b2*sin( pi*x*b3 )  +  e'];
    const certified = [
      [0.8, 1],
      [0.2, 0.3],
      [0.09, 0.1],
    ] as const;
    const { x } = fitNist(readNistProblem(printed(model, certified, rows), 'made'), 0);
    for (const [i, [, value]] of certified.entries()) expect(x[i]).toBeCloseTo(value, 8);
  });

  it('without a model, starts, data or a readable formula is refused by name', () => {
    const whole = printed(['y = b1*x + e'], [[1, 2]], [[2, 1]]);
    expect(() => readNistProblem('anything', 'a.dat')).toThrow(
      'a.dat does not tell starting and certified values',
    );
    expect(() => readNistProblem(whole.replace('+ e', ''), 'a.dat')).toThrow('a formula that ends in "+ e"');
    expect(() => readNistProblem(whole.replace('b1*x', 'gamma(x)'), 'a.dat')).toThrow(
      expect.objectContaining({ code: 'model.invalid' }),
    );
    expect(() => readNistProblem(whole.replace('  2  1', '  2'), 'a.dat')).toThrow('row 1 of the data');
  });
});

describe('verify nist', () => {
  const call = {
    files: [],
    seed: '00000000000000a1',
    options: {},
    progress: () => undefined,
    signal: { aborted: false },
  };

  it('solves the problems of the repository from both starts, given a folder or nothing', async () => {
    const { cases, passed, failed, figures } = await runSuite(nistSuite, call);
    expect([cases, passed, failed]).toEqual([14, 14, []]);
    expect(figures['problems with 6 digits from start 1']).toBe(14);
    const folder = await runSuite(nistSuite, { ...call, files: [repositoryPath('data', 'nist')] });
    expect(folder.figures).toEqual(figures);
  });
});
