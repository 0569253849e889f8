import { describe, expect, it } from 'vitest';
import { simulateHybrid } from '../../hybrid/simulate-hybrid.ts';
import { lowerSbml } from '../lower-sbml.ts';
import { readSbml } from '../read-sbml.ts';

function course(text: string, t: number): Record<string, number> {
  const { hybrid, quantities } = lowerSbml(readSbml(text));
  const outputs = [...quantities.values()].map(({ id, value, concentration }) => ({
    name: id,
    unit: '1',
    is: concentration ?? value,
  }));
  const solver = { relativeTolerance: 1e-10, absoluteTolerance: 1e-12 };
  const { rows } = simulateHybrid({ ...hybrid, outputs }, { times: [0, t], solver });
  return Object.fromEntries(outputs.map(({ name }, i) => [name, rows[outputs.length + i]!]));
}

/** Decay of A to half as many B, in two litres. */
function decay(version: 1 | 2, formula = 'V * k * A', rules = ''): string {
  const species = version === 1 ? 'specie' : 'species';
  const of = (name: string, more = ''): string =>
    `<${species}Reference ${species}="${name}" stoichiometry="1" ${more}/>`;
  return `<sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="${version}"><model name="decay">
    <listOfCompartments><compartment name="V" volume="2"/></listOfCompartments>
    <listOfSpecies><${species} name="A" compartment="V" initialAmount="6"/>
      <${species} name="B" compartment="V" initialAmount="0"/></listOfSpecies>
    <listOfParameters><parameter name="k" value="0.5"/><parameter name="twice" value="0"/></listOfParameters>
    <listOfRules>${rules}</listOfRules>
    <listOfReactions><reaction name="r"><listOfReactants>${of('A')}</listOfReactants>
      <listOfProducts>${of('B', 'denominator="2"')}</listOfProducts>
      <kineticLaw formula="${formula}"/></reaction></listOfReactions></model></sbml>`;
}

describe('SBML Level 1', () => {
  it.each([1, 2] as const)('Version %i speaks of concentrations and moves amounts', (version) => {
    const { A, B } = course(decay(version), 2);
    expect(A).toBeCloseTo(3 * Math.exp(-1), 8);
    expect(B).toBeCloseTo(1.5 * (1 - Math.exp(-1)), 8);
  });

  it('lets rules give values and rates', () => {
    const rules =
      '<parameterRule name="twice" formula="2*A"/><speciesConcentrationRule species="B" type="rate" formula="1"/>';
    const text = decay(2, '0', rules).replace(
      '<species name="B"',
      '<species boundaryCondition="true" name="B"',
    );
    expect(course(text, 3)).toMatchObject({ twice: 6, B: expect.closeTo(3, 9) });
  });

  it.each([
    ['log(exp(k))', 0.5],
    ['log10(100)', 2],
    ['sqr(A) - sqrt(16)', 5],
    ['pow(2, -3)', 0.125],
    ['2^-1', 0.5],
    ['-k * -A + +1', 2.5],
    ['7 - 2 - 1', 4],
    ['8 / 2 / 2', 2],
    ['floor(2.5) + ceil(2.5) * abs(-1)', 5],
    ['1.5e1 + .5', 15.5],
    ['atan(tan(0.25)) + asin(0) + acos(1)', 0.25],
  ])('reads %s as %d', (formula, value) => {
    const rules = `<parameterRule name="twice" formula="${formula}"/>`;
    expect(course(decay(2, '0', rules), 0).twice).toBeCloseTo(value, 12);
  });

  it.each([
    ['-A^2', /power of a negative/],
    ['2^3^2', /power of a power/],
    ['uui(A, k, k)', /rate law "uui"/],
    ['gamma(k)', /calls "gamma"/],
    ['sin(k, k)', /gives 2 arguments to "sin"/],
    ['(k', /its end/],
    ['k k', /out of place/],
    ['k ? 1', /which is not known/],
    ['', /its end/],
    [`${'('.repeat(1000)}k${')'.repeat(1000)}`, /nests deeper/],
  ])('refuses %s, naming the line', (formula, message) => {
    expect(() => readSbml(decay(2, formula))).toThrow(message);
    expect(() => readSbml(decay(2, formula))).toThrow(/^line 9: kineticLaw/);
  });
});

describe('levels and versions', () => {
  const model = `<model id="m"><listOfCompartments><compartment id="V" size="2" constant="true"/></listOfCompartments>
    <listOfSpecies><species id="A" compartment="V" initialAmount="6" hasOnlySubstanceUnits="false" boundaryCondition="false"
      constant="false"/></listOfSpecies><listOfReactions><reaction id="r" reversible="false"><listOfReactants>
      <speciesReference species="A" stoichiometry="1"/></listOfReactants><kineticLaw>
      <math xmlns="http://www.w3.org/1998/Math/MathML"><ci>A</ci></math></kineticLaw></reaction></listOfReactions></model>`;
  const documents: readonly (readonly [number, number, string])[] = [
    [2, 1, 'http://www.sbml.org/sbml/level2'],
    [2, 2, 'http://www.sbml.org/sbml/level2/version2'],
    [2, 3, 'http://www.sbml.org/sbml/level2/version3'],
    [2, 4, 'http://www.sbml.org/sbml/level2/version4'],
    [2, 5, 'http://www.sbml.org/sbml/level2/version5'],
    [3, 1, 'http://www.sbml.org/sbml/level3/version1/core'],
    [3, 2, 'http://www.sbml.org/sbml/level3/version2/core'],
  ];

  it.each(documents)('Level %i Version %i give the same course', (level, version, uri) => {
    const text = `<sbml xmlns="${uri}" level="${level}" version="${version}">${model}</sbml>`;
    expect(course(text, 2).A).toBeCloseTo(3 * Math.exp(-1), 8);
  });

  it.each([
    [1, 3],
    [2, 6],
    [3, 3],
    [4, 1],
  ])('Level %i Version %i there is not', (level, version) => {
    expect(() => readSbml(`<sbml level="${level}" version="${version}">${model}</sbml>`)).toThrow(
      `SBML Level ${level} Version ${version} is not read here`,
    );
  });
});
