import { describe, expect, it } from 'vitest';
import { simulateHybrid } from '../../hybrid/simulate-hybrid.ts';
import { lowerSbml } from '../lower-sbml.ts';
import { readSbml } from '../read-sbml.ts';

const NAMESPACES =
  'xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2" ' +
  'xmlns:comp="http://www.sbml.org/sbml/level3/version1/comp/version1" comp:required="true"';
const MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"';
const TIME = '<csymbol definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol>';

/** A model that uses definitions; every part is XML. */
function documentOf(model: string, ...definitions: string[]): string {
  return `<sbml ${NAMESPACES}><model id="whole">${model}</model>
    <comp:listOfModelDefinitions>${definitions.join('')}</comp:listOfModelDefinitions></sbml>`;
}

function submodels(...lines: string[]): string {
  return `<comp:listOfSubmodels>${lines.join('')}</comp:listOfSubmodels>`;
}

/** A clearance by hours: dX/dt = -k X, with what each formula speaks of. */
const CLEARANCE = `<comp:modelDefinition id="clearance">
  <listOfParameters><parameter id="X" value="8" constant="false"/><parameter id="k" value="2" constant="true"/>
    <parameter id="age" constant="false"/></listOfParameters>
  <listOfRules>
    <rateRule variable="X"><math ${MATH}><apply><minus/><apply><times/><ci>k</ci><ci>X</ci></apply></apply></math></rateRule>
    <assignmentRule variable="age"><math ${MATH}>${TIME}</math></assignmentRule>
  </listOfRules>
  <comp:listOfPorts><comp:port comp:id="rate" comp:idRef="k"/></comp:listOfPorts>
</comp:modelDefinition>`;

function valuesAt(text: string, t: number, files?: ReadonlyMap<string, string>): Record<string, number> {
  const { hybrid } = lowerSbml(readSbml(text, files));
  const { rows } = simulateHybrid(hybrid, {
    times: [0, t],
    solver: { relativeTolerance: 1e-10, absoluteTolerance: 1e-12 },
    seed: '0000000000000001',
  });
  const n = hybrid.outputs.length;
  return Object.fromEntries(hybrid.outputs.map(({ name }, i) => [name, rows[n + i]!]));
}

describe('models made of models', () => {
  it('run each copy of a submodel on its own, under its own names', () => {
    const text = documentOf(
      submodels(
        '<comp:submodel comp:id="a" comp:modelRef="clearance"/>',
        '<comp:submodel comp:id="b" comp:modelRef="clearance"/>',
      ),
      CLEARANCE,
    );
    const values = valuesAt(text, 0.5);
    expect(values.a__X).toBeCloseTo(8 * Math.exp(-1), 8);
    expect(values.b__X).toBeCloseTo(8 * Math.exp(-1), 8);
  });

  it('let the whole say how fast a part clears, through its port', () => {
    const text = documentOf(
      `<listOfParameters><parameter id="slow" value="0.5" constant="true"><comp:listOfReplacedElements>
        <comp:replacedElement comp:submodelRef="a" comp:portRef="rate"/></comp:listOfReplacedElements></parameter></listOfParameters>
      ${submodels('<comp:submodel comp:id="a" comp:modelRef="clearance"/>')}`,
      CLEARANCE,
    );
    const values = valuesAt(text, 2);
    expect(values.a__X).toBeCloseTo(8 * Math.exp(-1), 8);
    expect(values).not.toHaveProperty('a__k');
  });

  it('convert a part that counts hours into a whole that counts minutes', () => {
    const text = documentOf(
      `<listOfParameters><parameter id="minutes" value="60" constant="true"/></listOfParameters>
      ${submodels('<comp:submodel comp:id="a" comp:modelRef="clearance" comp:timeConversionFactor="minutes"/>')}`,
      CLEARANCE,
    );
    const values = valuesAt(text, 30);
    expect(values.a__X).toBeCloseTo(8 * Math.exp(-1), 8);
    expect(values.a__age).toBeCloseTo(0.5, 12);
  });

  it('convert a part in grams that the whole carries in milligrams', () => {
    const text = documentOf(
      `<listOfParameters><parameter id="mg" value="1000" constant="true"/>
        <parameter id="drug" value="8000" constant="false"><comp:listOfReplacedElements>
        <comp:replacedElement comp:submodelRef="a" comp:idRef="X" comp:conversionFactor="mg"/></comp:listOfReplacedElements></parameter>
      </listOfParameters>${submodels('<comp:submodel comp:id="a" comp:modelRef="clearance"/>')}`,
      CLEARANCE,
    );
    expect(valuesAt(text, 0.5).drug).toBeCloseTo(8000 * Math.exp(-1), 5);
  });

  it('read parts from the files beside it, and name one that is missing', () => {
    const text = `<sbml ${NAMESPACES}><model id="whole">${submodels(
      '<comp:submodel comp:id="a" comp:modelRef="outside"/>',
    )}</model><comp:listOfExternalModelDefinitions>
      <comp:externalModelDefinition comp:id="outside" comp:source="./organs.xml" comp:modelRef="clearance"/>
      </comp:listOfExternalModelDefinitions></sbml>`;
    const files = new Map([['organs.xml', documentOf('', CLEARANCE)]]);
    expect(valuesAt(text, 0.5, files).a__X).toBeCloseTo(8 * Math.exp(-1), 8);
    expect(() => readSbml(text)).toThrow(/organs\.xml/);
  });

  it('never take what a part speaks of, and has lost, for something of the whole', () => {
    const text = documentOf(
      `<listOfParameters><parameter id="k" value="3" constant="true"/></listOfParameters>${submodels(
        `<comp:submodel comp:id="a" comp:modelRef="clearance"><comp:listOfDeletions>
          <comp:deletion comp:idRef="k"/></comp:listOfDeletions></comp:submodel>`,
      )}`,
      CLEARANCE,
    );
    expect(() => valuesAt(text, 1)).toThrow(/"a__k" is not defined/);
  });

  it('forget a submodel that is deleted whole', () => {
    const pair = `<comp:modelDefinition id="pair">${submodels(
      '<comp:submodel comp:id="one" comp:modelRef="clearance"/>',
      '<comp:submodel comp:id="two" comp:modelRef="clearance"/>',
    )}</comp:modelDefinition>`;
    const text = documentOf(
      submodels(
        `<comp:submodel comp:id="p" comp:modelRef="pair"><comp:listOfDeletions>
          <comp:deletion comp:idRef="two"/></comp:listOfDeletions></comp:submodel>`,
      ),
      pair,
      CLEARANCE,
    );
    expect(Object.keys(valuesAt(text, 1)).sort()).toEqual(['p__one__X', 'p__one__age', 'p__one__k']);
  });

  it('are refused when they hold themselves or grow without end', () => {
    const use = (id: string, of: string): string => `<comp:submodel comp:id="${id}" comp:modelRef="${of}"/>`;
    const define = (id: string, inner: string): string =>
      `<comp:modelDefinition id="${id}">${inner}</comp:modelDefinition>`;
    const circle = documentOf(
      submodels(use('a', 'x')),
      define('x', submodels(use('y', 'y'))),
      define('y', submodels(use('x', 'x'))),
    );
    expect(() => readSbml(circle)).toThrow(/line \d+: .* is a submodel of itself/);
    const doubling = Array.from({ length: 40 }, (_, i) =>
      define(`m${i}`, i === 39 ? '' : submodels(use('a', `m${i + 1}`), use('b', `m${i + 1}`))),
    );
    expect(() => readSbml(documentOf(submodels(use('a', 'm0')), ...doubling))).toThrow(/grows too large/);
  });

  it.each([
    ['<comp:deletion comp:idRef="nothing"/>', /"nothing", which the model it speaks of does not have/],
    ['<comp:deletion/>', /needs one of idRef/],
    ['<comp:deletion comp:idRef="k" comp:portRef="rate"/>', /needs one of idRef/],
    ['<comp:deletion comp:idRef="k"><comp:sBaseRef comp:idRef="z"/></comp:deletion>', /not a submodel/],
    ['<comp:deletion comp:portRef="none"/>', /line \d+/],
  ])('refuse %s', (deletion, message) => {
    const text = documentOf(
      submodels(
        `<comp:submodel comp:id="a" comp:modelRef="clearance"><comp:listOfDeletions>${deletion}</comp:listOfDeletions></comp:submodel>`,
      ),
      CLEARANCE,
    );
    expect(() => readSbml(text)).toThrow(message);
  });
});
