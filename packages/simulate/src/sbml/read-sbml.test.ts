import { TwinwardError } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerSbml } from './lower-sbml.ts';
import { readSbml } from './read-sbml.ts';

const MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"';
const SYMBOLS = 'http://www.sbml.org/sbml/symbols';
const math = (inner: string): string => `<math ${MATH}>${inner}</math>`;

/** A model of Level 3 with most of what there is, and further rules. */
function model(rules = ''): string {
  return `<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"
  xmlns:comp="http://www.sbml.org/sbml/level3/version1/comp/version1" comp:required="true">
<model id="m">
<listOfFunctionDefinitions><functionDefinition id="f">
${math('<lambda><bvar><ci>x</ci></bvar><apply><times/><ci>x</ci><ci>x</ci></apply></lambda>')}
</functionDefinition></listOfFunctionDefinitions>
<listOfCompartments><compartment id="c" size="2" constant="true"/></listOfCompartments>
<listOfSpecies>
<species id="A" compartment="c" initialAmount="1" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
<species id="B" compartment="c" initialConcentration="0" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/>
</listOfSpecies>
<listOfParameters><parameter id="k" value="0.5" constant="true"/><parameter id="x" constant="false"/>
<parameter id="y" value="1" constant="false"/><parameter id="z" value="1" constant="false"/>
<parameter id="w" value="1" constant="false"/></listOfParameters>
<listOfInitialAssignments><initialAssignment symbol="k">${math('<cn type="e-notation">5<sep/>-1</cn>')}</initialAssignment>
</listOfInitialAssignments>
<listOfRules>
<assignmentRule variable="x">${math('<apply><plus/><ci>A</ci><ci>k</ci></apply>')}</assignmentRule>
<rateRule variable="y">${math('<piecewise><piece><cn>1</cn><apply><lt/><ci>y</ci><cn>3</cn></apply></piece><otherwise><cn>0</cn></otherwise></piecewise>')}</rateRule>
${rules}</listOfRules>
<listOfReactions><reaction id="r" reversible="false">
<listOfReactants><speciesReference id="s" species="A" stoichiometry="2" constant="true"/></listOfReactants>
<listOfProducts><speciesReference species="B" stoichiometry="1" constant="true"/></listOfProducts>
<kineticLaw>${math('<apply><times/><ci>q</ci><apply><ci>f</ci><ci>A</ci></apply></apply>')}
<listOfLocalParameters><localParameter id="q" value="3"/></listOfLocalParameters></kineticLaw></reaction></listOfReactions>
<listOfEvents><event id="e" useValuesFromTriggerTime="true"><trigger initialValue="false" persistent="true">
${math('<apply><gt/><ci>y</ci><cn>2</cn></apply>')}</trigger><delay>${math('<cn>0.5</cn>')}</delay>
<listOfEventAssignments><eventAssignment variable="z">
${math(`<apply><csymbol definitionURL="${SYMBOLS}/delay">d</csymbol><ci>y</ci><cn>1</cn></apply>`)}</eventAssignment>
</listOfEventAssignments></event></listOfEvents>
<comp:listOfSubmodels><comp:submodel comp:id="sub" comp:modelRef="part"><comp:listOfDeletions>
<comp:deletion comp:idRef="gone"/></comp:listOfDeletions></comp:submodel></comp:listOfSubmodels>
</model>
<comp:listOfModelDefinitions><comp:modelDefinition id="part"><listOfParameters><parameter id="p" value="1" constant="true"/>
<parameter id="gone" value="1" constant="true"/></listOfParameters></comp:modelDefinition></comp:listOfModelDefinitions>
</sbml>`;
}

const LEVEL_1 = `<sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="2"><model name="m">
<listOfCompartments><compartment name="c" volume="2"/></listOfCompartments>
<listOfSpecies><species name="A" compartment="c" initialAmount="1"/></listOfSpecies>
<listOfParameters><parameter name="k" value="1"/></listOfParameters>
<listOfRules><parameterRule name="k" formula="sin(2) * (3 - 1) ^ 2"/></listOfRules>
<listOfReactions><reaction name="r"><listOfReactants><speciesReference species="A"/></listOfReactants>
<kineticLaw formula="k * A / (q + A)"><listOfParameters><parameter name="q" value="1"/></listOfParameters></kineticLaw>
</reaction></listOfReactions></model></sbml>`;

function rule(variable: string, inner: string): string {
  return `<assignmentRule variable="${variable}">${math(inner)}</assignmentRule>\n`;
}

describe('a document that does not mean one thing', () => {
  it.each([
    [
      '<?xml version="1.0"?><!DOCTYPE sbml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sbml>&b;</sbml>',
      /line 1: document types/,
    ],
    ['<sbml>&undeclared;</sbml>', /line 1/],
    ['<sbml><model></sbml>', /line 1/],
    ['<sbml level="3" level="2"/>', /line 1/],
    ['', /no element|line 1/],
    [`${'<a>'.repeat(100_000)}`, /nests deeper than 400/],
    ['<html/>', /line 1: html is not an SBML document/],
    ['<sbml level="3" version="2"/>', /line 1: sbml holds no model/],
    [model().replace('level="3"', 'level="three"'), /line 2: sbml does not say its level and version/],
    [model().replace('comp:required="true"', 'xmlns:o="urn:o" o:required="true"'), /package "other"/],
    [model().replace('size="2"', 'size="two"'), /line 7: compartment "c" has size "two"/],
    [
      model().replace('boundaryCondition="false"', 'boundaryCondition="perhaps"'),
      /line 9: species "A" has boundary/,
    ],
    [model(rule('w', '<ci>nowhere</ci>')), /line \d+: ci "nowhere" is not defined/],
    [model(rule('w', '<apply><ci>g</ci><cn>1</cn></apply>')), /line \d+: ci "g" is not a function/],
    [model(rule('w', '<apply><divide/><cn>1</cn></apply>')), /line \d+: divide is given 1 operands/],
    [model(rule('w', '<constructor/>')), /line \d+: constructor is not a MathML element/],
    [model(rule('w', '<apply><toString/><cn>1</cn></apply>')), /line \d+: toString is not an operation/],
    [model(rule('w', '<cn>1..2</cn>')), /line \d+: cn "1..2" is not a number/],
    [model(rule('x', '<cn>1</cn>')), /assignmentRule "x" determines what the rule at line \d+ does/],
    [model(rule('k', '<cn>1</cn>')), /assignmentRule "k" changes what is declared constant/],
    [model(rule('A', '<cn>1</cn>')), /assignmentRule "A" determines a species that reactions change/],
    [model(rule('zz', '<cn>1</cn>')), /assignmentRule "zz" names the variable "zz", which is not defined/],
    [model(rule('w', '<ci>w</ci>')), /assignmentRule "w" depends on itself: w -> w/],
    [
      model().replace('<ci>A</ci><ci>k</ci>', '<ci>A</ci><ci>r</ci>').replace('<ci>q</ci>', '<ci>x</ci>'),
      /line \d+: \w+ "\w" depends on itself: (x -> r -> x|r -> x -> r)/,
    ],
    [
      model().replace('<parameter id="y"', '<parameter id="x"'),
      /line 13: parameter "x" has the name "x", which another/,
    ],
    [
      model().replace('<ci>x</ci><ci>x</ci></apply></lambda>', '<ci>x</ci><ci>k</ci></apply></lambda>'),
      /"k" is not an argument/,
    ],
    [
      model().replace(
        '<apply><times/><ci>x</ci><ci>x</ci></apply></lambda>',
        '<apply><ci>f</ci><ci>x</ci></apply></lambda>',
      ),
      /"f" depends on itself/,
    ],
    [model().replace('<ci>f</ci><ci>A</ci>', '<ci>f</ci><ci>A</ci><ci>A</ci>'), /takes 1 arguments, not 2/],
    [
      model().replace('eventAssignment variable="z"', 'eventAssignment variable="x"'),
      /determined by the assignment rule at line/,
    ],
    [model().replace('species="A"', 'species="k"'), /speciesReference "s" names the species "k"/],
    [model().replace('compartment="c"', 'compartment="d"'), /species "A" names the compartment "d"/],
    [LEVEL_1.replace('k * A', 'k * B'), /line 7: kineticLaw names "B"/],
    [
      LEVEL_1.replace('compartment name="c"', 'compartment name="k"'),
      /has the name "k", which line 2 has given/,
    ],
  ])('is refused where it fails: %#', (text, message) => {
    expect(() => readSbmlWhole(text)).toThrow(message);
  });

  it('may say what it likes in notes and annotations', () => {
    const notes = `<notes><p xmlns="http://www.w3.org/1999/xhtml">${'<b>x</b>'.repeat(1000)}</p></notes>`;
    const annotation = '<annotation><listOfSpecies><species id="A"/></listOfSpecies></annotation>';
    const text = model().replace('<model id="m">', `<model id="m">${notes}${annotation}`);
    expect(readSbml(text)).toEqual(readSbml(model()));
  });

  it('is read in moments where functions call each other twice, forty deep', () => {
    const functions = Array.from({ length: 40 }, (_, i) => {
      const call = `<apply><ci>g${i + 1}</ci><ci>v</ci></apply>`;
      const body =
        i === 39 ? '<ci>v</ci>' : `<apply><plus/>${call}<apply><times/>${call}<cn>2</cn></apply></apply>`;
      return `<functionDefinition id="g${i}">${math(`<lambda><bvar><ci>v</ci></bvar>${body}</lambda>`)}</functionDefinition>`;
    });
    const text = model(rule('w', '<apply><ci>g0</ci><ci>A</ci></apply>')).replace(
      '</functionDefinition></list',
      `</functionDefinition>${functions.join('')}</list`,
    );
    expect(readSbmlWhole(text)).toBeDefined();
  });

  const NASTY = [
    '',
    '""',
    '"NaN"',
    '"1e999"',
    '"constructor"',
    '"__proto__"',
    '"k"',
    '"A"',
    '<ci>y</ci>',
    '<apply>',
    '&lt;',
    '-',
    '1e5',
  ];

  it.each([
    ['Level 3', model()],
    ['Level 1', LEVEL_1],
  ])('of %s, however it was torn, is read or refused in our own words', (_, text) => {
    const tokens = text.split(/(<[^>]*>|"[^"]*"|\s+)/).filter((token) => token !== '');
    const change = fc.record({
      at: fc.nat(tokens.length - 1),
      to: fc.nat(tokens.length - 1),
      how: fc.constantFrom('drop', 'copy', 'swap', 'spoil', 'cut'),
      by: fc.constantFrom(...NASTY),
    });
    let refused = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const torn = [...tokens];
        for (const { at, to, how, by } of changes) {
          if (how === 'drop') torn[at] = '';
          else if (how === 'copy') torn[to] = `${torn[to]}${torn[at]}`;
          else if (how === 'swap') [torn[at], torn[to]] = [torn[to]!, torn[at]!];
          else if (how === 'spoil') torn[at] = by;
          else torn[at] = torn[at]!.slice(0, 1 + (to % 3));
        }
        try {
          readSbmlWhole(torn.join(''));
        } catch (error) {
          if (!(error instanceof TwinwardError)) throw error;
          if (error.code === 'file.invalid') expect(error.message).toMatch(/line \d+/);
          refused += 1;
        }
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});

function readSbmlWhole(text: string): unknown {
  return lowerSbml(readSbml(text));
}
