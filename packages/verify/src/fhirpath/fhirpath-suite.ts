// `verify fhirpath`: HL7's conformance tests of FHIRPath on R4 resources.

import {
  compileFhirPath,
  type JsonObject,
  loadDefinitions,
  readFhirXml,
  readXmlTree,
  type XmlNode,
} from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import { openCases } from '../fhir-cases/open-cases.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { sameValue } from './same-value.ts';

const TESTS = /(^|\/)r4\/fhirpath\/[^/]*\.xml$/;

/** Each expression must give the values it is said to give, of their types, or fail where it is said to be invalid. */
export const fhirpathSuite: Suite = {
  name: 'fhirpath',
  title: 'FHIRPath on R4 resources: the conformance tests of HL7',
  takes:
    'the archive of HL7 test cases (r4/fhirpath/*.xml and their inputs), as data/fhir/fhir-test-cases-r4.tar.gz',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const paths =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'fhir', 'fhir-test-cases-r4.tar.gz')];
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    let cases = 0;
    for (const path of paths) {
      const files = await openCases(path);
      for (const [name, text] of files) {
        if (!TESTS.test(name)) continue;
        const tests = readXmlTree(text).children.flatMap((group) =>
          group.children.filter((child) => child.name === 'test'),
        );
        const root = name.replace(/fhirpath\/[^/]*$/, '');
        for (const test of tests) {
          cases += 1;
          const note = judge(
            test,
            (input) => files.get(root + input) ?? files.get(`${root}examples/${input}`),
          );
          if (note !== null) (note.missing ? unsupported : failed).push({ name: note.name, why: note.why });
          call.progress(cases, cases, 'expressions');
        }
      }
    }
    const passed = cases - failed.length - unsupported.length;
    return {
      cases,
      passed,
      failed,
      unsupported,
      figures: { 'passed of all, percent': Math.round((1000 * passed) / Math.max(cases, 1)) / 10 },
    };
  },
};

interface Judged extends CaseNote {
  readonly missing: boolean;
}

function judge(test: XmlNode, find: (input: string) => string | undefined): Judged | null {
  const part = test.children.find((child) => child.name === 'expression');
  const expression = (part?.text ?? '').trim();
  const name = test.attributes.name ?? expression;
  const note = (why: string, missing = false): Judged => ({ name, why: `${expression}: ${why}`, missing });
  let input: JsonObject = { resourceType: 'Basic' };
  if (test.attributes.inputfile !== undefined) {
    const text = find(test.attributes.inputfile);
    if (text === undefined) return note(`its input ${test.attributes.inputfile} is not in the archive`, true);
    input = text.trimStart().startsWith('<')
      ? readFhirXml(text, loadDefinitions())
      : (JSON.parse(text) as JsonObject);
  }
  const invalid = part?.attributes.invalid;
  const strict =
    test.attributes.mode === 'strict' || part?.attributes.mode === 'strict' || invalid === 'semantic';
  try {
    const path = compileFhirPath(expression, strict ? { strictFor: String(input.resourceType) } : {});
    const found = path.typed(input);
    if (invalid !== undefined) return note(`gave ${found.length} values, but is invalid (${invalid})`);
    const expected = test.children.filter((child) => child.name === 'output');
    if (test.attributes.predicate === 'true') {
      const holds = found.length > 0 && found[0]?.value !== false;
      return expected.length === 1 && expected[0]?.text.trim() === String(holds) ? null : note(`is ${holds}`);
    }
    const same =
      found.length === expected.length &&
      found.every((one, i) => sameValue(one, expected[i]!.text, expected[i]!.attributes.type));
    const shown = found.map(({ value, type }) => `${type} ${JSON.stringify(value)}`).join(', ') || 'nothing';
    return same
      ? null
      : note(`gave ${shown.slice(0, 200)}, not ${expected.map(({ text }) => text).join(', ') || 'nothing'}`);
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    return invalid === undefined ? note(error.message) : null;
  }
}
