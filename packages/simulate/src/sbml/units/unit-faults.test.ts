import { describe, expect, it } from 'vitest';
import { unitFaults } from './unit-faults.ts';

const MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"';
const TIME = '<csymbol definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>';

/** Amounts in mg, volumes in litres, time in hours. */
function model(rules: string, law = '<apply><times/><ci>CL</ci><ci>drug</ci></apply>', events = ''): string {
  const unit = (id: string, ...parts: string[]): string =>
    `<unitDefinition id="${id}"><listOfUnits>${parts.map((part) => `<unit ${part}/>`).join('')}</listOfUnits></unitDefinition>`;
  const hour = 'kind="second" multiplier="3600" scale="0"';
  return `<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
<model id="m" substanceUnits="mg" extentUnits="mg" volumeUnits="litre" timeUnits="h"><listOfUnitDefinitions>
${unit('mg', 'kind="gram" scale="-3" exponent="1" multiplier="1"')}${unit('h', `${hour} exponent="1"`)}
${unit('L_h', 'kind="litre" exponent="1" scale="0" multiplier="1"', `${hour} exponent="-1"`)}
${unit('mg_L', 'kind="gram" scale="-3" exponent="1" multiplier="1"', 'kind="litre" exponent="-1" scale="0" multiplier="1"')}
</listOfUnitDefinitions>
<listOfFunctionDefinitions><functionDefinition id="sum"><math ${MATH}><lambda><bvar><ci>a</ci></bvar><bvar><ci>b</ci></bvar>
<apply><plus/><ci>a</ci><ci>b</ci></apply></lambda></math></functionDefinition></listOfFunctionDefinitions>
<listOfCompartments><compartment id="V" spatialDimensions="3" size="20" constant="true"/></listOfCompartments>
<listOfSpecies><species id="drug" compartment="V" initialAmount="100" hasOnlySubstanceUnits="false" boundaryCondition="false"
constant="false"/></listOfSpecies>
<listOfParameters><parameter id="CL" value="5" units="L_h" constant="true"/><parameter id="C" units="mg_L" constant="false"/>
<parameter id="bare" value="1" constant="false"/></listOfParameters>
<listOfRules>${rules}</listOfRules>
<listOfReactions><reaction id="out"><listOfReactants><speciesReference species="drug" stoichiometry="1" constant="true"/>
</listOfReactants><kineticLaw><math ${MATH}>${law}</math></kineticLaw></reaction></listOfReactions>${events}</model></sbml>`;
}

const rule = (kind: string, variable: string, inner: string): string =>
  `<${kind}Rule variable="${variable}"><math ${MATH}>${inner}</math></${kind}Rule>`;

describe('units that fit', () => {
  it.each([
    ['a clearance by volume', model('')],
    ['a concentration', model(rule('assignment', 'C', '<ci>drug</ci>'))],
    ['what has no unit, anywhere', model(rule('assignment', 'bare', '<apply><exp/><ci>bare</ci></apply>'))],
    ['a number without unit', model(rule('assignment', 'C', '<apply><plus/><ci>C</ci><cn>1</cn></apply>'))],
    [
      'a square and its root',
      model(rule('assignment', 'C', '<apply><root/><apply><power/><ci>C</ci><cn>2</cn></apply></apply>')),
    ],
    [
      'a rate',
      model(
        rule('rate', 'C', '<apply><divide/><apply><times/><ci>CL</ci><ci>C</ci></apply><ci>V</ci></apply>'),
      ),
    ],
    [
      'a function of two alike',
      model(rule('assignment', 'C', '<apply><ci>sum</ci><ci>C</ci><ci>drug</ci></apply>')),
    ],
  ])('are not complained of: %s', (_, text) => {
    expect(unitFaults(text)).toEqual([]);
  });
});

describe('units that do not fit', () => {
  it.each([
    [
      'a rate of the wrong power',
      model('', '<ci>drug</ci>'),
      'reaction "out"',
      /^gives 0.001 m\^-3 kg where 2.77778e-10 kg s\^-1 is meant$/,
    ],
    [
      'a sum of unlike things',
      model(rule('assignment', 'C', '<apply><plus/><ci>C</ci><ci>CL</ci></apply>')),
      'assignmentRule "C"',
      /^plus: .* meets /,
    ],
    [
      'through a function',
      model(rule('assignment', 'C', '<apply><ci>sum</ci><ci>C</ci><ci>CL</ci></apply>')),
      'assignmentRule "C"',
      /^plus: .* meets /,
    ],
    [
      'a logarithm of hours',
      model(rule('assignment', 'bare', `<apply><ln/>${TIME}</apply>`)),
      'assignmentRule "bare"',
      /^ln of 3600 s$/,
    ],
    [
      'an exponent in hours',
      model(rule('assignment', 'bare', `<apply><power/><ci>bare</ci>${TIME}</apply>`)),
      'assignmentRule "bare"',
      /^an exponent in 3600 s$/,
    ],
    ['a rate that forgets time', model(rule('rate', 'C', '<ci>C</ci>')), 'rateRule "C"', /is meant$/],
    [
      'a delay in litres',
      model(
        '',
        '<apply><times/><ci>CL</ci><ci>drug</ci></apply>',
        `<listOfEvents><event id="e" useValuesFromTriggerTime="true"><trigger
        initialValue="true" persistent="true"><math ${MATH}><apply><gt/>${TIME}<ci>V</ci></apply></math></trigger><delay>
        <math ${MATH}><ci>V</ci></math></delay></event></listOfEvents>`,
      ),
      'event "e"',
      /^gt: 3600 s meets 0.001 m\^3$/,
    ],
  ])('are named with their element and line: %s', (_, text, element, why) => {
    const [fault] = unitFaults(text);
    expect(fault).toMatchObject({ element, why: expect.stringMatching(why) });
    expect(fault!.line).toBeGreaterThan(10);
  });
});
