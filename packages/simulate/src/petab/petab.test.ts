// Parameter-estimation problems: read, refused, evaluated.
import { describe, expect, it } from 'vitest';
import { evaluatePetab } from './evaluate-petab.ts';
import { measurementLogLikelihood } from './measurement-log-likelihood.ts';
import { readPetab } from './read-petab.ts';

const DECAY = `<?xml version="1.0"?>
<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
  <model id="decay">
    <listOfCompartments><compartment id="C" size="2" constant="true"/></listOfCompartments>
    <listOfSpecies>
      <species id="S" compartment="C" initialConcentration="1" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
    </listOfSpecies>
    <listOfParameters>
      <parameter id="k" value="9" constant="true"/><parameter id="inflow" value="0" constant="true"/>
    </listOfParameters>
    <listOfReactions>
      <reaction id="out" reversible="false">
        <listOfReactants><speciesReference species="S" stoichiometry="1" constant="true"/></listOfReactants>
        <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>C</ci><apply><minus/>
          <apply><times/><ci>k</ci><ci>S</ci></apply><ci>inflow</ci></apply></apply></math></kineticLaw>
      </reaction>
    </listOfReactions>
  </model>
</sbml>`;

const FILES: Readonly<Record<string, string>> = {
  'model.xml': DECAY,
  'parameters.tsv':
    'parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate\nk\tlog10\t0.01\t10\t0.5\t1\nscale\tlin\t0\t10\t2\t1\nsd\tlin\t0\t1\t0.1\t0\n',
  'conditions.tsv': 'conditionId\tS\tinflow\nplain\t\t\nhigh\t4\t\nfed\t\t1.5\n',
  'observables.tsv':
    'observableId\tobservableFormula\tnoiseFormula\nseen\tobservableParameter1_seen * S\tnoiseParameter1_seen\n',
  'measurements.tsv':
    'observableId\tpreequilibrationConditionId\tsimulationConditionId\tmeasurement\ttime\tobservableParameters\tnoiseParameters\n' +
    'seen\t\tplain\t2\t0\tscale\tsd\nseen\t\tplain\t1\t2\tscale\t0.2\nseen\t\thigh\t1\t2\t1\tsd\nseen\tfed\tplain\t1\t2\t1\tsd\nseen\t\tfed\t3\tinf\t1\tsd\n',
};
const YAML = `format_version: 1
parameter_file: parameters.tsv
problems:
- condition_files: [conditions.tsv]
  measurement_files: [measurements.tsv]
  observable_files: [observables.tsv]
  sbml_files: [model.xml]
`;

const read = (changed: Readonly<Record<string, string>> = {}, yaml = YAML) =>
  readPetab(yaml, (name) => ({ ...FILES, ...changed })[name]!);

describe('a problem', () => {
  it('is simulated under each condition, from the steady state where it asks for one', () => {
    const { simulated, logLikelihood } = evaluatePetab(read());
    const faded = Math.exp(-1);
    const expected = [2, 2 * faded, 4 * faded, 3 * faded, 3];
    expected.forEach((value, i) => {
      expect(simulated[i]).toBeCloseTo(value, 6);
    });
    const sum = [2, 1, 1, 1, 3].reduce((total, measured, i) => {
      const sigma = i === 1 ? 0.2 : 0.1;
      return (
        total - 0.5 * ((measured - expected[i]!) / sigma) ** 2 - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI)
      );
    }, 0);
    expect(logLikelihood).toBeCloseTo(sum, 4);
  });

  it('follows parameters that are replaced', () => {
    expect(evaluatePetab(read(), { k: 1 }).simulated[1]).toBeCloseTo(2 * Math.exp(-2), 6);
  });

  it.each([
    ['another version', {}, YAML.replace('1', '2'), /format_version 2/],
    ['text that is no YAML', {}, 'a: [', /not YAML/],
    ['a missing column', { 'observables.tsv': 'observableId\n' }, YAML, /observableFormula is missing/],
    [
      'a number that is none',
      { 'parameters.tsv': FILES['parameters.tsv']!.replace('0.5', 'half') },
      YAML,
      /row 1: nominalValue "half"/,
    ],
    [
      'a measurement of nothing declared',
      { 'measurements.tsv': FILES['measurements.tsv']!.replace('\nseen', '\nother') },
      YAML,
      /row 1: observableId names "other"/,
    ],
    [
      'a row twice',
      { 'conditions.tsv': `${FILES['conditions.tsv']}plain\t\t\n` },
      YAML,
      /"plain" is declared twice/,
    ],
  ])('with %s is refused by name', (_what, changed, yaml, message) => {
    expect(() => read(changed as unknown as Record<string, string>, yaml)).toThrow(message);
  });

  it('whose condition sets what the model has not is refused by name', () => {
    const problem = read({ 'conditions.tsv': FILES['conditions.tsv']!.replace('inflow', 'outflow') });
    expect(() => evaluatePetab(problem)).toThrow(/sets "outflow"/);
  });
});

describe('the likelihood of a measurement', () => {
  it('on a logarithmic scale is that of the log-normal distribution', () => {
    const density = measurementLogLikelihood(3, 2, { transformation: 'log', noise: 'normal', sigma: 0.4 });
    const z = Math.log(3 / 2) / 0.4;
    expect(density).toBeCloseTo(-Math.log(3 * 0.4 * Math.sqrt(2 * Math.PI)) - 0.5 * z * z, 12);
  });

  it('is not a number where noise is not positive', () => {
    expect(measurementLogLikelihood(1, 1, { transformation: 'lin', noise: 'laplace', sigma: 0 })).toBeNaN();
  });
});
