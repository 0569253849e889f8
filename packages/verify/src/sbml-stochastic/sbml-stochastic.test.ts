// The suite itself: it must pass what is right and fail what is wrong.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { judgeMoments } from './judge-moments.ts';
import { sbmlStochasticSuite } from './sbml-stochastic-suite.ts';
import { readStochasticCase } from './stochastic-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinward-stochastic-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"';

/** Arrivals at 5 a day: Poisson. */
const ARRIVALS = `<sbml xmlns="http://www.sbml.org/sbml/level2/version4" level="2" version="4"><model id="m">
<listOfCompartments><compartment id="c"/></listOfCompartments>
<listOfSpecies><species id="X" compartment="c" initialAmount="0" hasOnlySubstanceUnits="true"/></listOfSpecies>
<listOfReactions><reaction id="arrival"><listOfProducts><speciesReference species="X"/></listOfProducts>
<kineticLaw><math ${MATH}><cn>5</cn></math></kineticLaw></reaction></listOfReactions></model></sbml>`;

/** A number drawn at the start. */
const drawn = (name: string, ...given: readonly number[]): string =>
  `<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"
  xmlns:distrib="http://www.sbml.org/sbml/level3/version1/distrib/version1" distrib:required="true"><model id="m">
  <listOfParameters><parameter id="X" constant="true"/></listOfParameters>
  <listOfInitialAssignments><initialAssignment symbol="X"><math ${MATH}><apply>
  <csymbol definitionURL="http://www.sbml.org/sbml/symbols/distrib/${name}">${name}</csymbol>
  ${given.map((number) => `<cn>${number}</cn>`).join('')}</apply></math></initialAssignment></listOfInitialAssignments></model></sbml>`;

function settings(output: string, more = 'amount: X'): string {
  return `start: 0\nduration: 4\nsteps: 2\nvariables: X\n${more}\noutput: ${output}\nmeanRange: (-3, 3)\nsdRange: (-5, 5)\n`;
}

function written(sbml: string, results: string, more?: string) {
  const columns = results.split('\n')[0]!;
  return {
    id: 'case',
    testType: 'StochasticTimeCourse',
    sbml: { variant: sbml },
    settings: settings(columns, more),
    results,
  };
}

async function verify(test: object, options: Readonly<Record<string, string>> = {}) {
  const file = join(folder, 'cases.jsonl');
  writeFileSync(file, `${JSON.stringify(test)}\n`);
  return sbmlStochasticSuite.run({
    files: [file],
    seed: '00000000000000ff',
    options: { runs: '1000', workers: '1', ...options },
    progress: () => undefined,
    signal: { aborted: false },
  });
}

const RIGHT = 'time,X-mean,X-sd\n0,0,0\n2,10,3.16228\n4,20,4.47214\n';

describe('a stochastic case', () => {
  it('passes with the right mean and standard deviation', async () => {
    const { passed, failed, figures } = await verify(written(ARRIVALS, RIGHT));
    expect(failed).toEqual([]);
    expect(passed).toBe(1);
    expect(figures['values of Z and Y compared']).toBe(4);
    expect(figures['firings in the first runs']).toBeGreaterThan(19_000);
  });

  it.each([
    ['mean', 'time,X-mean,X-sd\n0,0,0\n2,11,3.16228\n4,21,4.47214\n', /Z left its range at 2 times/],
    ['standard deviation', 'time,X-mean,X-sd\n0,0,0\n2,10,3.9\n4,20,5.5\n', /Y at 2/],
    [
      'value that never varies',
      'time,X-mean,X-sd\n0,1,0\n2,10,3.16228\n4,20,4.47214\n',
      /X at 0 is 0 .* not always 1/,
    ],
    ['constancy', 'time,X-mean,X-sd\n0,0,0\n2,10,0\n4,20,4.47214\n', /X at 2 is .* not always 10/],
  ])('fails with another %s', async (_, results, why) => {
    const { failed } = await verify(written(ARRIVALS, results));
    expect(failed).toHaveLength(1);
    expect(failed[0]!.why).toMatch(why);
  });

  it('without a standard deviation is judged by its median, and a logarithm by its own moments', async () => {
    const cauchy = written(drawn('cauchy', 2, 3), 'time,X-mean\n0,2\n2,2\n', 'amount: ');
    expect((await verify(cauchy)).passed).toBe(1);
    const elsewhere = written(drawn('cauchy', 2, 3), 'time,X-mean\n0,3\n2,3\n', 'amount: ');
    expect((await verify(elsewhere)).failed).toHaveLength(1);
    const still = ARRIVALS.replace('<cn>5</cn>', '<cn>0</cn>');
    expect((await verify(written(still, 'time,X-mean\n0,0\n2,0\n'))).failed[0]!.why).toMatch(
      /X never varies/,
    );
    const lognormal = written(
      drawn('lognormal', 1, 2),
      'time,ln(X)-mean,ln(X)-sd\n0,1,2\n2,1,2\n',
      'amount: ',
    );
    expect((await verify(lognormal)).passed).toBe(1);
  });

  it('that asks for what is not there is unsupported, by name', async () => {
    const { unsupported } = await verify(written(ARRIVALS, 'time,Q-mean,Q-sd\n0,0,0\n'));
    expect(unsupported[0]!.why).toContain('"Q"');
    expect((await verify({ ...written(ARRIVALS, RIGHT), settings: '' })).unsupported[0]!.why).toContain(
      'meanRange',
    );
  });

  it('is run more than a few times', async () => {
    await expect(verify(written(ARRIVALS, RIGHT), { runs: '20' })).rejects.toThrow(
      /--runs 20 is no such number/,
    );
  });

  it('counts times, not values, that leave their range together', () => {
    const expects = readStochasticCase({
      ...written(ARRIVALS, 'time,A-mean,B-mean,A-sd,B-sd\n1,0,0,1,1\n2,0,0,1,1\n'),
    });
    const moments = {
      runs: 100,
      means: Float64Array.of(0.31, -0.31, 0, 0),
      variances: Float64Array.of(1, 1, 1, 2),
    };
    const none = new Float64Array(4);
    const judged = judgeMoments(expects, { ...moments, firings: 0 }, none, none);
    expect(judged).toEqual({ means: [1], sds: [2], tests: 8, wrong: null });
  });
});
