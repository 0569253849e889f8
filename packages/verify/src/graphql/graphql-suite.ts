// `verify graphql`: HL7's tests of GraphQL over FHIR R4.
import { dirname } from 'node:path';
import {
  equalJson,
  type JsonObject,
  loadDefinitions,
  readFhirXml,
  readXmlTree,
} from '@twinward/connect/fhir';
import { runGraphql } from '@twinward/connect/graphql';
import { TwinwardError } from '@twinward/contract';
import { openCases } from '../fhir-cases/open-cases.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { officialSource } from './official-source.ts';

interface Case {
  readonly name: string;
  readonly query: string;
  /** `Patient/example`, or empty for the whole server. */
  readonly context: string;
  /** Name of the file of the context where it is not that of its type and id. */
  readonly file: string | undefined;
  readonly operation: string | undefined;
  /** Null where it must be refused; undefined where the archive has no answer for it. */
  readonly expected: JsonObject | null | undefined;
}

/** Each query must give the answer it is said to give, or be refused where it is said to be wrong. */
export const graphqlSuite: Suite = {
  name: 'graphql',
  title: 'GraphQL over FHIR R4: the conformance tests of HL7',
  takes: 'the archive of HL7 test cases (r4/graphql), as data/fhir/fhir-test-cases-r4.tar.gz',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    let cases = 0;
    let refusals = 0;
    for (const path of call.files.length > 0
      ? call.files
      : [repositoryPath('data', 'fhir', 'fhir-test-cases-r4.tar.gz')]) {
      const files = await openCases(path);
      for (const one of casesIn(files)) {
        cases += 1;
        if (one.expected === undefined)
          unsupported.push({ name: one.name, why: 'the archive has no answer for it' });
        if (one.expected === undefined) continue;
        if (one.expected === null) refusals += 1;
        const why = await judge(one, examplesIn(files));
        if (why !== null) failed.push({ name: one.name, why });
        call.progress(cases, cases, 'queries');
      }
    }
    return {
      cases,
      passed: cases - failed.length - unsupported.length,
      failed,
      unsupported,
      figures: { 'queries that must be refused': refusals },
    };
  },
};

function casesIn(files: ReadonlyMap<string, string>): readonly Case[] {
  const found: Case[] = [];
  for (const [path, text] of files) {
    const at = (name: string): string | undefined => files.get(`${dirname(path)}/${name}`);
    if (/(^|\/)graphql\/manifest\.xml$/.test(path)) {
      for (const { attributes } of readXmlTree(text).children.filter(({ name }) => name === 'test')) {
        const { name = '', source = '', output = '', context = '', resource, operation } = attributes;
        const answer = at(output);
        found.push({
          name,
          query: at(source) ?? '',
          context: context.replace(/\/?\$graphql$/, ''),
          file: resource,
          operation,
          expected: output === '$error' ? null : answer === undefined ? undefined : JSON.parse(answer),
        });
      }
    }
    if (/(^|\/)graphql\/server-tests\.json$/.test(path)) {
      const groups = Object.entries(JSON.parse(text) as Record<string, Record<string, ServerTest>>);
      for (const [group, tests] of groups.filter(([name]) => name.endsWith('-tests'))) {
        for (const [name, { url, output }] of Object.entries(tests)) {
          const [, context = '', query = ''] = /^\/(.*?)\/?\$graphql\?query=(.*)$/s.exec(url) ?? [];
          found.push({
            name: `${group}: ${name}`,
            query: decodeURIComponent(query),
            context,
            file: undefined,
            operation: undefined,
            expected: output.data,
          });
        }
      }
    }
  }
  return found;
}

interface ServerTest {
  readonly url: string;
  readonly output: { readonly data: JsonObject };
}

/** Examples by name in lower case, in JSON or XML, wherever the archive has them. */
function examplesIn(files: ReadonlyMap<string, string>): (name: string) => JsonObject | null {
  return (name) => {
    for (const ending of ['json', 'xml']) {
      for (const [path, text] of files) {
        if (!path.toLowerCase().endsWith(`/${name}.${ending}`) || /\/graphql\//.test(path)) continue;
        return ending === 'json' ? JSON.parse(text) : readFhirXml(text, loadDefinitions());
      }
    }
    return null;
  };
}

async function judge(test: Case, example: (name: string) => JsonObject | null): Promise<string | null> {
  const [type = '', id = ''] = test.context.split('/');
  const context = test.context === '' ? null : example(test.file ?? `${type}-${id}`.toLowerCase());
  if (context === null && test.context !== '') return `its resource ${test.context} is not in the archive`;
  const source = officialSource(example);
  const call = {
    query: test.query,
    context,
    // The official runner gives every query this one variable.
    variables: { var: true },
    ...(test.operation === undefined ? {} : { operationName: test.operation }),
  };
  try {
    const answer = await runGraphql(call, source, loadDefinitions());
    if (test.expected === null) return 'was answered, but should be refused';
    return equalJson(answer, test.expected) ? null : `gave ${JSON.stringify(answer).slice(0, 300)}`;
  } catch (refusal) {
    if (!(refusal instanceof TwinwardError)) throw refusal;
    return test.expected === null ? null : refusal.message;
  }
}
