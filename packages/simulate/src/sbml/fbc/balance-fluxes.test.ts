import { describe, expect, it } from 'vitest';
import { readSbml } from '../read-sbml.ts';
import { balanceFluxes } from './balance-fluxes.ts';
import type { LinearProgram } from './linear-program.ts';

const SPECIES = 'compartment="cell" hasOnlySubstanceUnits="false" constant="false"';

/** Uptake -> A -> 2 B -> growth, with bounds by parameters. */
function network(objective: string, parameters = ''): string {
  return `<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"
    xmlns:fbc="http://www.sbml.org/sbml/level3/version1/fbc/version2" fbc:required="false"><model id="m" fbc:strict="false">
    <listOfCompartments><compartment id="cell" size="1" constant="true"/></listOfCompartments>
    <listOfSpecies><species id="out" boundaryCondition="true" ${SPECIES}/>
      <species id="A" boundaryCondition="false" ${SPECIES}/><species id="B" boundaryCondition="false" ${SPECIES}/></listOfSpecies>
    <listOfParameters><parameter id="zero" value="0" constant="true"/><parameter id="most" value="10" constant="true"/>
      <parameter id="half" constant="true"/>${parameters}</listOfParameters>
    <listOfInitialAssignments><initialAssignment symbol="half"><math xmlns="http://www.w3.org/1998/Math/MathML">
      <apply><divide/><ci>most</ci><cn>2</cn></apply></math></initialAssignment></listOfInitialAssignments>
    <listOfReactions>
      <reaction id="uptake" fbc:lowerFluxBound="zero" fbc:upperFluxBound="half">
        <listOfReactants><speciesReference species="out" stoichiometry="1" constant="true"/></listOfReactants>
        <listOfProducts><speciesReference species="A" stoichiometry="1" constant="true"/></listOfProducts></reaction>
      <reaction id="split" fbc:lowerFluxBound="zero">
        <listOfReactants><speciesReference species="A" stoichiometry="1" constant="true"/></listOfReactants>
        <listOfProducts><speciesReference species="B" stoichiometry="2" constant="true"/></listOfProducts></reaction>
      <reaction id="growth"><listOfReactants><speciesReference species="B" stoichiometry="1" constant="true"/></listOfReactants>
      </reaction>
    </listOfReactions>${objective}</model></sbml>`;
}

function objective(active: string, inner: string): string {
  return `<fbc:listOfObjectives fbc:activeObjective="${active}">
    <fbc:objective fbc:id="grow" fbc:type="maximize"><fbc:listOfFluxObjectives>${inner}</fbc:listOfFluxObjectives>
    </fbc:objective></fbc:listOfObjectives>`;
}

const GROWTH = '<fbc:fluxObjective fbc:reaction="growth" fbc:coefficient="1"/>';

describe('flux balance', () => {
  it('leaves each inner species as it is, and computes bounds as the model starts', () => {
    let asked: LinearProgram | undefined;
    const found = balanceFluxes(readSbml(network(objective('grow', GROWTH))), (program) => {
      asked = program;
      return { status: 'optimal', objective: 10, x: [5, 5, 10] };
    });
    expect(found.value).toBe(10);
    expect(found.fluxes.get('growth')).toBe(10);
    expect(asked).toEqual({
      sense: 'maximise',
      costs: Float64Array.of(0, 0, 1),
      lower: Float64Array.of(0, 0, -Infinity),
      upper: Float64Array.of(5, Infinity, Infinity),
      starts: Int32Array.of(0, 2, 4),
      columns: Int32Array.of(0, 1, 1, 2),
      values: Float64Array.of(1, -1, 2, -1),
    });
  });

  it('gives no flux where nothing is feasible or nothing bounds them', () => {
    const model = readSbml(network(objective('grow', GROWTH)));
    const none = balanceFluxes(model, () => ({ status: 'infeasible', objective: 0, x: [] }));
    expect(none.value).toBeNaN();
    const endless = balanceFluxes(model, () => ({ status: 'unbounded', objective: 0, x: [] }));
    expect(endless.value).toBe(Infinity);
    expect(endless.fluxes.get('growth')).toBeNaN();
  });

  it.each([
    [network(''), /no objective/],
    [network(objective('other', GROWTH)), /"other" is not defined/],
    [
      network(objective('grow', '<fbc:fluxObjective fbc:reaction="x" fbc:coefficient="1"/>')),
      /"x" is not a reaction/,
    ],
    [
      network(objective('grow', GROWTH)).replace('FluxBound="half"', 'FluxBound="absent"'),
      /"absent" is not defined/,
    ],
    [
      network(objective('grow', GROWTH)).replace(
        'initialAssignment symbol="half"',
        'initialAssignment symbol="zero"',
      ),
      /"half" has no value/,
    ],
  ])('refuses what is undefined', (text, message) => {
    const solver = (): never => expect.fail('nothing should be solved');
    expect(() => balanceFluxes(readSbml(text), solver)).toThrow(message);
  });

  it.each([
    [
      '<fbc:fluxObjective fbc:reaction="growth" fbc:coefficient="one"/>',
      /line \d+: .*"one", which is not a number/,
    ],
    [GROWTH.replace('/>', ' fbc:variableType="quadratic"/>'), /line \d+: an objective that is quadratic/],
  ])('names the line of %s', (inner, message) => {
    expect(() => readSbml(network(objective('grow', inner)))).toThrow(message);
  });
});
