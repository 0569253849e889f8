// `verify open-mhealth`: documents that must pass their schema and documents that must not.
import { readTar, SchemaSet, schemasIn } from '@twinward/connect/open-mhealth';
import { TwinwardError } from '@twinward/contract';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';

const DOCUMENT = /(?:^|\/)test-data\/omh\/([^/]+)\/([^/]+)\/(shouldPass|shouldFail)\/([^/]+)\.json$/;

/** The test documents of Open mHealth, laid out as it publishes them. */
export const openMhealthSuite: Suite = {
  name: 'open-mhealth',
  title: 'Open mHealth and IEEE 1752: documents told from what only looks like them',
  takes: 'a tar of schema/omh and test-data/omh, as data/interop/openmhealth-schemas.tar.gz',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0 ? call.files : [repositoryPath('data', 'interop', 'openmhealth-schemas.tar.gz')];
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    let [cases, valid] = [0, 0];
    for (const file of files) {
      const entries = await readTar(file);
      const schemas = new SchemaSet(await schemasOf(entries));
      for (const [path, text] of entries) {
        const match = DOCUMENT.exec(path);
        if (match === null) continue;
        const [, name = '', version = '', kind, document] = match;
        cases += 1;
        if (kind === 'shouldPass') valid += 1;
        const label = `${name}-${version}/${kind}/${document}`;
        if (schemas.has(name, version)) {
          const why = fault(schemas, name, version, kind === 'shouldPass', text);
          if (why !== null) failed.push({ name: label, why });
        } else unsupported.push({ name: label, why: 'there is no schema of that name and version' });
        call.progress(cases, entries.size, 'documents');
      }
    }
    if (cases === 0)
      throw new TwinwardError('usage', 'no test documents in the archive', {
        field: 'FILE',
        remedy: 'see data/interop/README.md',
      });
    return {
      cases,
      passed: cases - failed.length - unsupported.length,
      failed,
      unsupported,
      figures: { 'documents that must pass': valid, 'documents that must fail': cases - valid },
    };
  },
};

/** An archive of documents alone is judged by the published schemas. */
async function schemasOf(entries: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const schemas = schemasIn(entries);
  if (schemas.size > 0) return schemas;
  return schemasOf(await readTar(repositoryPath('data', 'interop', 'openmhealth-schemas.tar.gz')));
}

function fault(
  schemas: SchemaSet,
  name: string,
  version: string,
  mustPass: boolean,
  text: string,
): string | null {
  try {
    const faults = schemas.faults(name, version, JSON.parse(text));
    if ((faults.length === 0) === mustPass) return null;
    return mustPass
      ? faults.map(({ path, why }) => `${path || 'document'} ${why}`).join('; ')
      : 'taken as valid';
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  }
}
