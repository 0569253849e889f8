// `verify sql-on-fhir`: the conformance tests of SQL on FHIR.
import { basename } from 'node:path';
import { equalJson, type JsonObject } from '@twinward/connect/fhir';
import { compileView, readResource } from '@twinward/connect/sql-on-fhir';
import { TwinwardError } from '@twinward/contract';
import { openCases } from '../fhir-cases/open-cases.ts';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';

interface ViewTest {
  readonly title: string;
  readonly view: unknown;
  readonly expect?: readonly JsonObject[];
  readonly expectColumns?: readonly string[];
  readonly expectError?: boolean;
}

interface ViewTests {
  readonly resources?: readonly unknown[];
  readonly tests?: readonly ViewTest[];
}

/** Each view must give the rows it is said to give, in any order, or be refused where it is said to be wrong. */
export const sqlOnFhirSuite: Suite = {
  name: 'sql-on-fhir',
  title: 'SQL on FHIR 2.0: views give the rows of the conformance tests',
  takes:
    'the archive of HL7 test cases (sql-on-fhir/*.json), as data/fhir/fhir-test-cases-r4.tar.gz, or such JSON files',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const failed: CaseNote[] = [];
    const columns = new Set<string>();
    let cases = 0;
    let refusals = 0;
    for (const [file, text] of await filesOf(call.files)) {
      const { tests = [] } = JSON.parse(text) as ViewTests;
      const { resources = [] } = readResource(text) as ViewTests;
      for (const test of tests) {
        cases += 1;
        if (test.expectError === true) refusals += 1;
        const why = judge(test, resources, columns);
        if (why !== null) failed.push({ name: `${basename(file, '.json')}: ${test.title}`, why });
        call.progress(cases, cases, 'views');
      }
    }
    return {
      cases,
      passed: cases - failed.length,
      failed,
      unsupported: [],
      figures: { 'views that must be refused': refusals, 'columns by name': columns.size },
    };
  },
};

async function filesOf(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const file of files.length > 0
    ? files
    : [repositoryPath('data', 'fhir', 'fhir-test-cases-r4.tar.gz')]) {
    if (file.endsWith('.json')) found.set(file, await readInput(file));
    else {
      for (const [path, text] of await openCases(file)) {
        if (/(^|\/)sql-on-fhir\/[^/]+\.json$/.test(path)) found.set(path, text);
      }
    }
  }
  return found;
}

function judge(test: ViewTest, resources: readonly unknown[], columns: Set<string>): string | null {
  try {
    const view = compileView(test.view);
    const rows = resources.flatMap((resource) => view.rows(resource)) as readonly JsonObject[];
    if (test.expectError === true) return `gave ${rows.length} rows, but should be refused`;
    for (const name of view.columns) columns.add(name);
    if (test.expectColumns !== undefined && !equalJson(view.columns, test.expectColumns)) {
      return `has the columns ${view.columns.join(', ')}, not ${test.expectColumns.join(', ')}`;
    }
    const missing = [...(test.expect ?? [])];
    const surplus = rows.filter((row) => {
      const at = missing.findIndex((one) => equalJson(one, row));
      if (at >= 0) missing.splice(at, 1);
      return at < 0;
    });
    if (surplus.length === 0 && missing.length === 0) return null;
    return `gave ${JSON.stringify(surplus).slice(0, 200)} instead of ${JSON.stringify(missing).slice(0, 200)}`;
  } catch (refusal) {
    if (!(refusal instanceof TwinwardError)) throw refusal;
    return test.expectError === true ? null : refusal.message;
  }
}
