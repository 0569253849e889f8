// `verify fhir-patch`: HL7's cases of JSON Patch and FHIRPath Patch.
import {
  applyFhirPathPatch,
  applyJsonPatch,
  equalJson,
  type Json,
  loadDefinitions,
  readXmlTree,
  resourceOf,
  type XmlNode,
} from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import { openCases } from '../fhir-cases/open-cases.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';

interface JsonCase {
  readonly comment: string;
  readonly doc: Json;
  readonly patch: unknown;
  readonly expected?: Json;
  readonly error?: string;
  readonly disabled?: boolean;
}

/** Each patch must give the document it is said to give, or fail where it is said to. */
export const fhirPatchSuite: Suite = {
  name: 'fhir-patch',
  title: 'JSON Patch and FHIRPath Patch: the conformance cases of HL7',
  takes: 'the archive of HL7 test cases (r4/patch), as data/fhir/fhir-test-cases-r4.tar.gz',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const paths =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'fhir', 'fhir-test-cases-r4.tar.gz')];
    const failed: CaseNote[] = [];
    const counts = { json: 0, fhirpath: 0 };
    for (const path of paths) {
      for (const [name, text] of await openCases(path)) {
        if (/(^|\/)r4\/patch\/json[^/]*\.json$/.test(name)) {
          for (const one of JSON.parse(text) as readonly JsonCase[]) {
            if (one.disabled) continue;
            counts.json += 1;
            const why = judgeJson(one);
            if (why !== null) failed.push({ name: one.comment, why });
          }
        }
        if (/(^|\/)r4\/patch\/fhir[^/]*\.xml$/.test(name)) {
          for (const node of readXmlTree(text).children.filter((child) => child.name === 'case')) {
            counts.fhirpath += 1;
            const why = judgeFhirPath(node);
            if (why !== null) failed.push({ name: node.attributes.name ?? `line ${node.line}`, why });
          }
        }
      }
    }
    const cases = counts.json + counts.fhirpath;
    return {
      cases,
      passed: cases - failed.length,
      failed,
      unsupported: [],
      figures: { 'JSON Patch cases': counts.json, 'FHIRPath Patch cases': counts.fhirpath },
    };
  },
};

function judgeJson({ doc, patch, expected, error }: JsonCase): string | null {
  try {
    const result = applyJsonPatch(doc, patch);
    if (error !== undefined) return `went through, but should fail: ${error}`;
    return expected === undefined || equalJson(result, expected) ? null : `gave ${JSON.stringify(result)}`;
  } catch (refusal) {
    if (!(refusal instanceof TwinwardError)) throw refusal;
    return error === undefined ? refusal.message : null;
  }
}

function judgeFhirPath(node: XmlNode): string | null {
  const definitions = loadDefinitions();
  const resourceIn = (name: string) => {
    const inner = node.children.find((child) => child.name === name)?.children[0];
    return inner === undefined ? null : resourceOf(inner, definitions);
  };
  const [input, diff, output] = [resourceIn('input'), resourceIn('diff'), resourceIn('output')];
  if (input === null || diff === null) return 'the case has no input or no patch';
  try {
    const result = applyFhirPathPatch(input, diff, definitions);
    if (output === null) return 'went through, but should fail';
    return equalJson(result, output) ? null : `gave ${JSON.stringify(result)}`;
  } catch (refusal) {
    if (!(refusal instanceof TwinwardError)) throw refusal;
    return output === null ? null : refusal.message;
  }
}
