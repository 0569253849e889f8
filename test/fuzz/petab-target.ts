import { evaluatePetab, readPetab } from '@twinward/simulate/petab';
import fc from 'fast-check';
import { type FuzzTarget, readOrRefused } from './fuzz-target.ts';

const SBML = `<sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="decay">
<listOfParameters><parameter id="S" value="1" constant="false"/><parameter id="k" value="9" constant="true"/></listOfParameters>
<listOfRules><rateRule variable="S"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><cn>-1</cn><ci>k</ci><ci>S</ci>
</apply></math></rateRule></listOfRules></model></sbml>`;

const FILES: Readonly<Record<string, string>> = {
  'problem.yaml': `format_version: 1
parameter_file: parameters.tsv
problems:
- condition_files: [conditions.tsv]
  measurement_files: [measurements.tsv]
  observable_files: [observables.tsv]
  sbml_files: [model.xml]
`,
  'parameters.tsv':
    'parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate\nk\tlog10\t0.01\t10\t0.5\t1\nscale\tlin\t0\t10\t2\t1\n',
  'conditions.tsv': 'conditionId\tS\nplain\t\nhigh\t4\n',
  'observables.tsv':
    'observableId\tobservableFormula\tnoiseFormula\tobservableTransformation\tnoiseDistribution\nseen\tobservableParameter1_seen * S\tnoiseParameter1_seen\tlog\tlaplace\n',
  'measurements.tsv':
    'observableId\tpreequilibrationConditionId\tsimulationConditionId\tmeasurement\ttime\tobservableParameters\tnoiseParameters\n' +
    'seen\t\tplain\t2\t0\tscale\t0.1\nseen\thigh\tplain\t1\t2\t1;2\t0.2\n',
};

const ODD = [
  ...[
    '',
    ' ',
    '\t',
    '\n',
    '0',
    '-1',
    '1e999',
    'nan',
    'inf',
    'NaN',
    'S',
    'k',
    'seen',
    'plain',
    'high',
    'nothing',
    ';',
    '1;',
    'scale',
  ],
  ...[
    'log',
    'log10',
    '[',
    ']',
    '{',
    '}',
    ':',
    '- ',
    '&a',
    '*a',
    '<<',
    '!!js/function',
    '"',
    "'",
    '%',
    '__proto__',
    'constructor',
    '\u0000',
  ],
];

/** PEtab problems whose tables and problem file are changed in a few cells and words. */
export const petabTarget: FuzzTarget = {
  name: 'petab',
  property: fc.property(
    fc
      .array(
        fc.record({
          file: fc.constantFrom(...Object.keys(FILES)),
          at: fc.nat(),
          how: fc.constantFrom('set', 'drop', 'double', 'before'),
          odd: fc.constantFrom(...ODD),
        }),
        { minLength: 1, maxLength: 4 },
      )
      .map((changes) => {
        const files = { ...FILES };
        for (const { file, at, how, odd } of changes) {
          const words = files[file]!.split(/(\t|\n| )/);
          const k = at % words.length;
          if (how === 'set') words[k] = odd;
          else if (how === 'drop') words[k] = '';
          else if (how === 'double') words[k] = `${words[k]}${words[k]}`;
          else words[k] = `${odd}${words[k]}`;
          files[file] = words.join('');
        }
        return JSON.stringify(files);
      }),
    (text) => {
      const files = JSON.parse(text) as Record<string, string>;
      readOrRefused(() => {
        const open = (name: string): string => (Object.hasOwn(files, name) ? files[name]! : SBML);
        evaluatePetab(readPetab(files['problem.yaml']!, open));
      }, /./);
    },
  ),
};
