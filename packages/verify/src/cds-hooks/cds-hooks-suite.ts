// `verify cds-hooks`: HL7's good and bad documents of CDS Hooks.
import { basename } from 'node:path';
import { type CdsDocumentKind, checkCdsDocument } from '@twinward/connect/cds-hooks';
import { TwinwardError } from '@twinward/contract';
import { openCases } from '../fhir-cases/open-cases.ts';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';

const DOCUMENTS = /(^|\/)cdshooks\/[^/]+\.json$/;
const KINDS: readonly CdsDocumentKind[] = ['request', 'response', 'services', 'feedback'];

type Verdicts = Readonly<Record<string, { readonly valid: boolean }>>;

/** Each document must be found right or wrong as its name says (`-good`, `-bad`), or as a list of verdicts does. */
export const cdsHooksSuite: Suite = {
  name: 'cds-hooks',
  title: 'CDS Hooks 2.0: documents found right or wrong as HL7 has them',
  takes:
    'the archive of HL7 test cases (validator/cdshooks), as data/fhir/fhir-test-cases-r4.tar.gz, or JSON documents',
  options: {
    expected:
      'JSON file of verdicts for documents whose name states none, as data/fhir/cds-hooks-verdicts.json',
  },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const documents = await documentsOf(call.files);
    const verdicts = await verdictsOf(call.options.expected);
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    let right = 0;
    for (const [name, text] of documents) {
      const kind = KINDS.find((one) => name.includes(`-${one}-`));
      const { issues, unknown } = checkCdsDocument(parsed(name, text), kind);
      const found = issues.map(({ at, why }) => `${at || 'the document'}: ${why}`).join('; ');
      const expected = /-bad(-|$)/.test(name)
        ? false
        : /-good(-|$)/.test(name)
          ? true
          : verdicts[name]?.valid;
      if (expected === undefined) {
        unsupported.push({
          name,
          why: `no verdict is stated for it; here it is ${found === '' ? 'right' : `wrong (${found})`}`,
        });
      } else if (issues.length === 0 && unknown.length > 0) {
        unsupported.push({ name, why: `nothing here defines ${unknown.join(', ')}` });
      } else if (expected !== (issues.length === 0)) {
        failed.push({ name, why: expected ? `right, but found wrong: ${found}` : 'wrong, but found right' });
      } else if (expected) right += 1;
    }
    const cases = documents.size;
    const passed = cases - failed.length - unsupported.length;
    return {
      cases,
      passed,
      failed,
      unsupported,
      figures: { 'right documents accepted': right, 'wrong documents refused': passed - right },
    };
  },
};

async function documentsOf(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const documents = new Map<string, string>();
  const add = (path: string, text: string) => documents.set(basename(path, '.json'), text);
  for (const file of files.length > 0
    ? files
    : [repositoryPath('data', 'fhir', 'fhir-test-cases-r4.tar.gz')]) {
    if (file.endsWith('.json')) add(file, await readInput(file));
    else for (const [path, text] of await openCases(file)) if (DOCUMENTS.test(path)) add(path, text);
  }
  return documents;
}

async function verdictsOf(path: string | undefined): Promise<Verdicts> {
  const file = path ?? repositoryPath('data', 'fhir', 'cds-hooks-verdicts.json');
  return (parsed(file, await readInput(file)) as { readonly verdicts?: Verdicts }).verdicts ?? {};
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TwinwardError('usage', `${name} is not JSON`, { field: 'FILE', remedy: 'give JSON documents' });
  }
}
