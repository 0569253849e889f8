import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression } from '../graph/expression.ts';
import { interpret } from '../graph/interpret.ts';
import { lowerSbml } from './lower-sbml.ts';
import { reactionNetworkOf } from './reaction-network-of.ts';
import { readSbml } from './read-sbml.ts';

const MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"';
const SYMBOL = 'http://www.sbml.org/sbml/symbols';

/** Dimers in three litres: 2 A <-> D, A made at a rate; T counts hours. */
function dimers(more = '', fast = 'false'): string {
  const species = (id: string, whole: boolean): string =>
    `<species id="${id}" compartment="cell" initialAmount="100" hasOnlySubstanceUnits="${whole}" boundaryCondition="false"
      constant="false"/>`;
  const side = (list: string, id: string, n: number): string =>
    `<${list}><speciesReference species="${id}" stoichiometry="${n}" constant="true"/></${list}>`;
  const law = (math: string): string => `<kineticLaw><math ${MATH}>${math}</math></kineticLaw>`;
  return `<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"
    xmlns:distrib="http://www.sbml.org/sbml/level3/version1/distrib/version1" distrib:required="true"><model id="m">
    <listOfCompartments><compartment id="cell" size="3" constant="true"/></listOfCompartments>
    <listOfSpecies>${species('A', false)}${species('D', true)}</listOfSpecies>
    <listOfParameters><parameter id="k" value="0.2" constant="true"/><parameter id="T" value="0" constant="false"/>
      </listOfParameters>
    <listOfRules><rateRule variable="T"><math ${MATH}><cn>1</cn></math></rateRule></listOfRules>
    <listOfReactions>
      <reaction id="pair" fast="${fast}">${side('listOfReactants', 'A', 2)}${side('listOfProducts', 'D', 1)}
        ${law('<apply><times/><ci>cell</ci><ci>k</ci><ci>A</ci><ci>A</ci></apply>')}</reaction>
      <reaction id="part">${side('listOfReactants', 'D', 1)}${side('listOfProducts', 'A', 2)}
        ${law('<apply><times/><ci>k</ci><ci>D</ci></apply>')}</reaction>
      <reaction id="make">${side('listOfProducts', 'A', 1)}${law('<cn>7</cn>')}</reaction>
    </listOfReactions>${more}</model></sbml>`;
}

function evaluate(expression: Expression, states: Readonly<Record<string, number>>): number {
  const named = { ...states, k: 0.2, cell: 3 };
  const out = new Float64Array(1);
  const symbols = new Set<Expression>([expression]);
  for (const node of symbols)
    if (node.kind === 'operation') for (const one of node.operands) symbols.add(one);
  const at = (role: string): Float64Array => {
    const array = new Float64Array(8);
    for (const node of symbols) {
      if (node.kind === 'symbol' && node.role === role) array[node.index] = named[node.name as 'k']!;
    }
    return array;
  };
  interpret([expression])(0, at('state'), 0, at('parameter'), 0, at('input'), 0, out, 0);
  return out[0]!;
}

describe('a reaction network', () => {
  it('moves molecules on average as the flow does', () => {
    const model = readSbml(dimers());
    const { rest, reactions } = reactionNetworkOf(model);
    const { hybrid } = lowerSbml(model);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        (A, D) => {
          for (const { symbol, equation } of rest.states) {
            const name = symbol.kind === 'symbol' ? symbol.name : '';
            const fired = reactions.reduce(
              (sum, { propensity, changes }) => {
                const change = changes.find(({ target }) => target === symbol);
                const by = change === undefined ? 0 : evaluate(change.by, { A, D, T: 0 });
                return sum + by * evaluate(propensity, { A, D, T: 0 });
              },
              evaluate(equation, { A, D, T: 0 }),
            );
            const flow = hybrid.states.find(
              (one) => one.symbol.kind === 'symbol' && one.symbol.name === name,
            )!;
            const flowing = evaluate(flow.equation, { A, D, T: 0 });
            expect(Math.abs(fired - flowing)).toBeLessThanOrEqual(1e-9 * (1 + A * A + D));
          }
        },
      ),
    );
  });

  it('keeps what flows apart from what fires', () => {
    const { rest, reactions } = reactionNetworkOf(readSbml(dimers()));
    const rates = rest.states.map(({ symbol, equation }) => [
      symbol.kind === 'symbol' && symbol.name,
      equation.kind === 'constant' && equation.value,
    ]);
    expect(rates).toEqual([
      ['A', 0],
      ['D', 0],
      ['T', 1],
    ]);
    expect(reactions.map(({ name }) => name)).toEqual(['pair', 'part', 'make']);
  });

  const draw = (math: string): string => `<apply><csymbol definitionURL="${SYMBOL}/distrib/${math}</apply>`;
  const event = (value: string, trigger = '<true/>'): string =>
    `<listOfEvents><event id="birth" useValuesFromTriggerTime="true"><trigger initialValue="false" persistent="true">
      <math ${MATH}>${trigger}</math></trigger><listOfEventAssignments><eventAssignment variable="D">
      <math ${MATH}>${value}</math></eventAssignment></listOfEventAssignments></event></listOfEvents>`;
  const normal = draw('normal">normal</csymbol><ci>D</ci><cn>2</cn>');

  it('lists each number that an event draws, with what it is drawn from', () => {
    const twice = `<apply><minus/>${normal}${normal}</apply>`;
    const { draws = [] } = reactionNetworkOf(readSbml(dimers(event(twice)))).rest;
    expect(draws.map(({ distribution, event: of }) => [distribution, of])).toEqual([
      ['normal', 'birth'],
      ['normal', 'birth'],
    ]);
    expect(draws[0]!.symbol).not.toBe(draws[1]!.symbol);
    expect(evaluate(draws[0]!.arguments[0]!, { D: 9 })).toBe(9);
  });

  it.each([
    ['fast reactions', dimers('', 'true'), /"pair" is fast/],
    [
      'draws without end',
      dimers(event('<cn>1</cn>', normal)),
      /line \d+: trigger "birth" draws at random all the time/,
    ],
    [
      'rates of what fires',
      dimers(event(`<apply><csymbol definitionURL="${SYMBOL}/rateOf">r</csymbol><ci>D</ci></apply>`)),
      /how fast "D" changes/,
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => reactionNetworkOf(readSbml(text))).toThrow(message);
  });

  it('names the distribution that is given too few numbers', () => {
    const missing = dimers(event(draw('normal">normal</csymbol><ci>D</ci>')));
    expect(() => readSbml(missing)).toThrow(
      /line \d+: csymbol gives 1 arguments to the distribution "normal"/,
    );
  });
});
