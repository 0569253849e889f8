// Documents made to break a reader: each is refused by line in our own words, or read.
import { simulateHybrid } from '@twinward/simulate';
import { lowerSbml, readSbml } from '@twinward/simulate/sbml';
import { describe, expect, it } from 'vitest';

const MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"';
const math = (inner: string): string => `<math ${MATH}>${inner}</math>`;
const symbol = (of: string): string =>
  `<csymbol definitionURL="http://www.sbml.org/sbml/symbols/${of}">${of}</csymbol>`;
const RATE = symbol('rateOf');
const DELAY = symbol('delay');
const nested = (n: number, open: string, inner: string, close: string): string =>
  `${open.repeat(n)}${inner}${close.repeat(n)}`;

/** A model of parameters, the first by these rules. */
function model(rules: string, parameters = 1, more = ''): string {
  const ids = Array.from(
    { length: parameters },
    (_, i) => `<parameter id="p${i}" value="1" constant="false"/>`,
  );
  return `<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m">
<listOfParameters>${ids.join('')}</listOfParameters>${more}<listOfRules>${rules}</listOfRules></model></sbml>`;
}
const rule = (variable: string, inner: string): string =>
  `<assignmentRule variable="${variable}">${math(inner)}</assignmentRule>`;
const valuesOf = (text: string): Float64Array =>
  simulateHybrid(lowerSbml(readSbml(text)).hybrid, { times: [0] }, 'interpreted').rows;

describe('refused', () => {
  const bomb = `<!DOCTYPE sbml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
  it.each<[string, string | (() => string), RegExp]>([
    ['an entity bomb', `${bomb}${model(rule('p0', '<ci>&b;</ci>'))}`, /line 1: document types are not read/],
    ['an entity of a file', model(rule('p0', '<ci>&file;</ci>')), /line 2: undefined entity/],
    [
      '10,000 brackets',
      model(rule('p0', nested(10_000, '<apply><minus/>', '<cn>1</cn>', '</apply>'))),
      /line 2: it nests deeper/,
    ],
    ['10,000 elements that are none', nested(10_000, '<a>', '', '</a>'), /nests deeper/],
    [
      'more than 64 MB',
      () => model(`<!--${'x'.repeat(100 * 1024 * 1024)}-->`),
      /more than 67108864 characters/,
    ],
    ['NUL', model(rule('p0', '<cn>1\u0000</cn>')), /line 2/],
    ['half a surrogate', model(rule('p\uD800', '<cn>1</cn>')), /line 2: /],
    [
      'bytes that were not UTF-8',
      model(rule('p\uFFFD0', '<cn>1</cn>')),
      /line 2: assignmentRule .* not defined/,
    ],
    ['nothing', '', /line 1/],
    ['a document that stops', model(rule('p0', '<cn>1</cn>')).slice(0, 200), /line \d: unclosed tag/],
    ['a name that is not there', model(rule('p0', '<ci>ghost</ci>')), /line 2: ci "ghost" is not defined/],
    [
      'a circle',
      model(`${rule('p0', '<ci>p1</ci>')}${rule('p1', '<ci>p0</ci>')}`, 2),
      /line 2: assignmentRule "p\d" depends on itself/,
    ],
    [
      'a circle of 8,000',
      () => {
        const rules = Array.from({ length: 8_000 }, (_, i) => rule(`p${i}`, `<ci>p${(i + 1) % 8_000}</ci>`));
        return model(rules.join('\n'), 8_000);
      },
      /line \d+: assignmentRule "p\d+" depends on itself: .* -> \.\.\. -> /,
    ],
    [
      'functions that grow without end',
      () => {
        const functions = Array.from({ length: 60 }, (_, i) => {
          const call =
            i === 59
              ? '<ci>v</ci>'
              : `<apply><ci>f${i + 1}</ci><apply><plus/><ci>v</ci><ci>v</ci></apply></apply>`;
          return `<functionDefinition id="f${i}">${math(`<lambda><bvar><ci>v</ci></bvar><apply><plus/>${call}${call.replace('<plus/>', '<times/>')}</apply></lambda>`)}</functionDefinition>`;
        });
        return model(rule('p0', '<apply><ci>f0</ci><cn>2</cn></apply>'), 1, '').replace(
          '<listOfParameters>',
          `<listOfFunctionDefinitions>${functions.join('')}</listOfFunctionDefinitions><listOfParameters>`,
        );
      },
      /grow too long/,
    ],
    [
      'an id that is none',
      model('').replace('id="p0"', 'id="1 0"'),
      /line 2: parameter "1 0" has "1 0" for its id/,
    ],
    [
      'a local of Level 1 that is none',
      '<sbml level="1" version="2"><model name="m"><listOfReactions><reaction name="r"><kineticLaw formula="1"><listOfParameters>' +
        '<parameter name="http://x" value="1"/></listOfParameters></kineticLaw></reaction></listOfReactions></model></sbml>',
      /line 1: parameter has "http:\/\/x" for its id/,
    ],
    [
      'a rate made of itself',
      model(`<rateRule variable="p0">${math(`<apply>${RATE}<ci>p0</ci></apply>`)}</rateRule>`),
      /line 2: "p0", how fast it changes, depends on itself/,
    ],
    [
      'a delay as long as what it delays',
      model(
        '',
        1,
        `<listOfInitialAssignments><initialAssignment symbol="p0">${math(`<apply>${DELAY}<cn>1</cn><ci>p0</ci></apply>`)}</initialAssignment></listOfInitialAssignments>`,
      ),
      /line 2: initialAssignment depends on itself: p0 -> p0/,
    ],
    ['a level there is not', model('').replace('level="3"', 'level="9"'), /Level 9 Version 2 is not read/],
    ['no level at all', model('').replace('level="3"', ''), /line 1: sbml does not say its level/],
  ])('%s', (_, text, message) => {
    expect(() => valuesOf(typeof text === 'string' ? text : text())).toThrow(
      expect.objectContaining({ name: 'TwinwardError', message: expect.stringMatching(message) }),
    );
  });
});

describe('read', () => {
  it('a chain of 8,000 rules, each made of the next', () => {
    const n = 8_000;
    const chain = Array.from({ length: n - 1 }, (_, i) =>
      rule(`p${i}`, `<apply><plus/><ci>p${i + 1}</ci><cn>1</cn></apply>`),
    );
    expect(valuesOf(model(chain.join('\n'), n)).at(0)).toBe(n);
  });

  it('a chain of 8,000 initial assignments', () => {
    const n = 8_000;
    const chain = Array.from(
      { length: n - 1 },
      (_, i) =>
        `<initialAssignment symbol="p${i}">${math(`<apply><plus/><ci>p${i + 1}</ci><cn>1</cn></apply>`)}</initialAssignment>`,
    );
    const more = `<listOfInitialAssignments>${chain.join('\n')}</listOfInitialAssignments>`;
    expect(valuesOf(model('', n, more)).at(0)).toBe(n);
  });

  it('a sum of 30,000 terms, in every level', () => {
    const sum = `<apply><plus/>${'<ci>p1</ci>'.repeat(30_000)}</apply>`;
    expect(valuesOf(model(rule('p0', sum), 2)).at(0)).toBe(30_000);
    const level1 = `<sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="2"><model name="m"><listOfParameters>
      <parameter name="x" value="1"/><parameter name="y" value="1"/></listOfParameters><listOfRules>
      <parameterRule name="x" formula="y${'+y'.repeat(29_999)}"/></listOfRules></model></sbml>`;
    expect(valuesOf(level1).at(0)).toBe(30_000);
  });

  it('an integrated sum of 20,000 terms, implicitly too', () => {
    const sum = `<apply><plus/>${'<ci>p1</ci>'.repeat(20_000)}</apply>`;
    const text = model(`<rateRule variable="p1">${math(`<apply><minus/>${sum}</apply>`)}</rateRule>`, 2);
    const { hybrid } = lowerSbml(readSbml(text));
    const { rows } = simulateHybrid(hybrid, { times: [0, 1e-4], method: 'stiff' }, 'interpreted');
    expect(rows[2]! + rows[3]! - 1).toBeCloseTo(Math.exp(-2), 4);
  });

  it('a trigger that is a number, true but where it is 0', () => {
    const event = `<listOfEvents><event id="e" useValuesFromTriggerTime="true"><trigger initialValue="false" persistent="true">
      ${math('<ci>p1</ci>')}</trigger><listOfEventAssignments><eventAssignment variable="p0">${math('<cn>7</cn>')}</eventAssignment>
      </listOfEventAssignments></event></listOfEvents>`;
    const rate = `<rateRule variable="p1">${math('<cn>1</cn>')}</rateRule>`;
    const text = model(rate, 2).replace('</listOfRules>', `</listOfRules>${event}`);
    const { hybrid } = lowerSbml(readSbml(text));
    const { events, rows } = simulateHybrid(hybrid, { times: [0, 1000], values: { p1: -500.5 } });
    expect(rows[2]).toBe(7);
    expect(events).toEqual([{ name: 'e', at: 0 }]);
  });

  it('units that do not fit: they are told apart, and run', () => {
    const text = model(rule('p0', '<apply><exp/><cn>1</cn></apply>'));
    expect(valuesOf(text).at(0)).toBeCloseTo(Math.E, 12);
  });
});
