import { describe, expect, it } from 'vitest';
import { simulateHybrid } from '../hybrid/simulate-hybrid.ts';
import { lowerSbml } from './lower-sbml.ts';
import { readSbml } from './read-sbml.ts';

const SEED = '00000000000000ff';
const MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"';
const math = (inner: string): string => `<math ${MATH}>${inner}</math>`;
const drawn = (name: string, ...given: readonly (number | string)[]): string =>
  `<apply><csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/distrib/${name}">${name}</csymbol>${given
    .map((one) => (typeof one === 'number' ? `<cn>${one}</cn>` : one))
    .join('')}</apply>`;

/** A drug that each patient eliminates at a rate of their own, and takes again after waiting times. */
function patients(more = '', rate = drawn('lognormal', -1, 0.4)): string {
  return `<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"
    xmlns:distrib="http://www.sbml.org/sbml/level3/version1/distrib/version1" distrib:required="true"><model id="m">
    <listOfParameters><parameter id="k" value="1" constant="false"/><parameter id="A" value="10" constant="false"/>
      <parameter id="half" value="0" constant="false"/></listOfParameters>
    <listOfInitialAssignments><initialAssignment symbol="k">${math(rate)}</initialAssignment>
      <initialAssignment symbol="half">${math('<apply><divide/><ci>k</ci><cn>2</cn></apply>')}</initialAssignment>
      </listOfInitialAssignments>
    <listOfRules><rateRule variable="A">${math('<apply><times/><apply><minus/><ci>k</ci></apply><ci>A</ci></apply>')}</rateRule>
    </listOfRules>${more}</model></sbml>`;
}

function run(text: string, member: number, seed = SEED) {
  const { hybrid } = lowerSbml(readSbml(text));
  return simulateHybrid(hybrid, { times: [0, 1, 4], seed, member }, 'interpreted');
}

describe('numbers drawn at random', () => {
  it('in an initial assignment are one number for all that is made of it', () => {
    const logs = Array.from({ length: 400 }, (_, member) => {
      const { rows } = run(patients(), member);
      const [k, A, half] = [rows[0]!, rows[4]!, rows[2]!];
      expect(half).toBe(k / 2);
      expect(A).toBeCloseTo(10 * Math.exp(-k), 5);
      return Math.log(k);
    });
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
    const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1);
    expect(Math.abs(mean + 1)).toBeLessThan((3 * 0.4) / 20);
    expect(Math.abs(variance / 0.16 - 1)).toBeLessThan(3 * Math.sqrt(2 / 400));
  });

  it('are those of the seed and the member, however often asked for', () => {
    expect(run(patients(), 7).rows).toEqual(run(patients(), 7).rows);
    expect(run(patients(), 7).rows).not.toEqual(run(patients(), 8).rows);
    expect(run(patients(), 7).rows).not.toEqual(run(patients(), 7, '0000000000000001').rows);
  });

  const dose = (delay: string, amount: string): string =>
    `<listOfEvents><event id="dose" useValuesFromTriggerTime="false"><trigger initialValue="false" persistent="true">
    ${math('<apply><lt/><ci>A</ci><cn>9</cn></apply>')}</trigger><delay>${math(delay)}</delay><listOfEventAssignments>
    <eventAssignment variable="A">${math(amount)}</eventAssignment></listOfEventAssignments></event></listOfEvents>`;

  it('in the delay of an event let it wait differently each time', () => {
    const text = patients(dose(drawn('uniform', 0.25, 0.5), '<cn>10</cn>'), '<cn>1</cn>');
    const waits = Array.from({ length: 100 }, (_, member) => {
      const { events } = run(text, member);
      const taken = Math.log(10 / 9);
      return events.map(({ at }, i) => at - (i === 0 ? 0 : events[i - 1]!.at) - taken);
    }).flat();
    expect(Math.min(...waits)).toBeGreaterThan(0.25 - 1e-6);
    expect(Math.max(...waits)).toBeLessThan(0.5 + 1e-6);
    const mean = waits.reduce((sum, x) => sum + x, 0) / waits.length;
    expect(Math.abs(mean - 0.375)).toBeLessThan((3 * 0.25) / Math.sqrt(12 * waits.length) + 0.004);
  });

  it('by a function of the model are drawn anew at each call', () => {
    const spread = `<listOfFunctionDefinitions><functionDefinition id="spread">${math(
      `<lambda><bvar><ci>s</ci></bvar>${drawn('normal', 0, '<ci>s</ci>')}</lambda>`,
    )}</functionDefinition></listOfFunctionDefinitions><listOfParameters>`;
    const call = '<apply><ci>spread</ci><cn>2</cn></apply>';
    const text = patients('', `<apply><minus/>${call}${call}</apply>`).replace('<listOfParameters>', spread);
    const ks = Array.from({ length: 300 }, (_, member) => run(text, member).rows[0]!);
    const square = ks.reduce((sum, x) => sum + x * x, 0) / ks.length;
    expect(Math.abs(square / 8 - 1)).toBeLessThan(3 * Math.sqrt(2 / 300));
  });

  it.each([
    ['a rule', `<listOfRules><rateRule variable="half">`, '</rateRule>', /line \d+: rateRule "half" draws/],
    [
      'a constraint',
      '<listOfConstraints><constraint>',
      '</constraint></listOfConstraints><listOfRules>',
      /line \d+: constraint draws/,
    ],
  ])('in %s would be drawn all the time: refused by name and line', (_, before, after, message) => {
    const text = patients().replace(
      '<listOfRules>',
      () => `${before}${math(drawn('uniform', 0, 1))}${after}`,
    );
    expect(() => readSbml(text)).toThrow(message);
  });

  it('leave uncertainties that a file states out of the way', () => {
    const stated = `<distrib:listOfUncertainties><distrib:uncertainty><distrib:uncertParameter distrib:type="distribution">
      ${math(drawn('normal', '<ci>k</ci>', 2))}</distrib:uncertParameter></distrib:uncertainty></distrib:listOfUncertainties>`;
    const text = patients().replace(
      '<parameter id="A" value="10" constant="false"/>',
      `<parameter id="A" value="10" constant="false">${stated}</parameter>`,
    );
    expect(run(text, 3).rows).toEqual(run(patients(), 3).rows);
  });
});
