// `verify fhir-roundtrip`: transactions go in over HTTP; every resource comes back as it was, and random searches find what going through all of them finds.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { equalJson, isObject, type Json, type JsonObject, loadDefinitions } from '@twinward/connect/fhir';
import { philox } from '@twinward/simulate';
import { ServerProcess } from '../crash/server-process.ts';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { drawSearch, queryOf } from './draw-search.ts';
import { callFhir, type FhirAddress, fhirAddress } from './fhir-client.ts';
import { Oracle } from './oracle.ts';

const PAGE = 1000;

/** Nothing lost, nothing altered; then searches against the oracle. */
export const fhirRoundtripSuite: Suite = {
  name: 'fhir-roundtrip',
  title: 'transactions stored whole and unaltered, and random searches against a brute-force FHIRPath oracle',
  takes: 'transaction Bundles, one a line, as data/fhir/synthea-r4-bundles-a.ndjson.gz',
  options: { searches: 'how many (2000)' },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const count = wholeOption(call, 'searches', 2000, 0);
    const files =
      call.files.length > 0
        ? call.files
        : ['a', 'b'].map((part) => repositoryPath('data', 'fhir', `synthea-r4-bundles-${part}.ndjson.gz`));
    const dataFolder = await mkdtemp(join(tmpdir(), 'twinward-fhir-'));
    const server = new ServerProcess(dataFolder);
    try {
      await server.start();
      return await post(await fhirAddress(dataFolder), files, count, call);
    } finally {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

async function post(
  server: FhirAddress,
  files: readonly string[],
  count: number,
  call: SuiteCall,
): Promise<SuiteOutcome> {
  const failed: CaseNote[] = [];
  const resources: JsonObject[] = [];
  const tally = { bundles: 0, sent: 0, lost: 0, altered: 0, wrong: 0, found: 0 };
  for (const file of files) {
    const lines = (await readInput(file)).split('\n').filter((line) => line.trim() !== '');
    for (const [index, line] of lines.entries()) {
      const bundle = JSON.parse(line) as {
        readonly entry: readonly { readonly fullUrl: string; readonly resource: JsonObject }[];
      };
      tally.bundles += 1;
      tally.sent += bundle.entry.length;
      const { status, body } = await callFhir(server, 'POST', '', line);
      const replies = Array.isArray(body.entry) ? body.entry : [];
      if (status !== 200 || replies.length !== bundle.entry.length) {
        failed.push({
          name: `${file} line ${index + 1}`,
          why: `refused: ${status} ${JSON.stringify(body).slice(0, 300)}`,
        });
        tally.lost += bundle.entry.length;
        continue;
      }
      const names = new Map(bundle.entry.map(({ fullUrl }, i) => [fullUrl, nameOf(replies[i])]));
      for (const { fullUrl, resource } of bundle.entry) {
        resources.push(expected(resource, names, names.get(fullUrl)!));
      }
      call.progress(index + 1, lines.length, 'transactions');
    }
  }
  let read = 0;
  await atOnce(resources, async (resource) => {
    const { status, body } = await callFhir(server, 'GET', `/${resource.resourceType}/${resource.id}`);
    const same = status === 200 && equalJson(withoutVersion(body), withoutVersion(resource));
    if (status !== 200) tally.lost += 1;
    else if (!same) tally.altered += 1;
    if (!same) {
      const why = status === 200 ? 'altered' : `read answers ${status}`;
      failed.push({ name: `${resource.resourceType}/${resource.id}`, why });
    }
    read += 1;
    if (read % 500 === 0) call.progress(read, resources.length, 'resources read back');
  });
  const definitions = loadDefinitions();
  const oracle = new Oracle(definitions, resources);
  const types = [...new Set(resources.map(({ resourceType }) => String(resourceType)))].sort();
  const draws = philox(call.seed).draws(0, 0, 0);
  const draw = (): number => draws.uniform();
  const searches = Array.from({ length: types.length === 0 ? 0 : count }, () =>
    drawSearch(types, oracle, definitions, draw),
  );
  let searched = 0;
  await atOnce(searches, async (search) => {
    const expectedIds = oracle.find(search.type, search.conditions);
    const query = queryOf(search);
    const ids = await searchAll(server, `/${search.type}?${query}`);
    if (expectedIds.length > 0) tally.found += 1;
    if (typeof ids === 'string' || ids.join() !== expectedIds.join()) {
      tally.wrong += 1;
      const why =
        typeof ids === 'string'
          ? ids
          : `${ids.length} found, not ${expectedIds.length}: ${difference(ids, expectedIds)}`;
      failed.push({ name: `${search.type}?${decodeURIComponent(query)}`, why });
    }
    searched += 1;
    if (searched % 50 === 0) call.progress(searched, count, 'searches');
  });
  const cases = tally.sent + count;
  return {
    cases,
    passed: cases - tally.lost - tally.altered - tally.wrong,
    failed,
    unsupported: [],
    figures: {
      transactions: tally.bundles,
      resources: tally.sent,
      'resources lost': tally.lost,
      'resources altered': tally.altered,
      'random searches': count,
      'searches that find something': tally.found,
      'searches disagreeing with the brute-force oracle': tally.wrong,
    },
  };
}

/** Does something with each, eight at a time: a read waits for its audit row. */
async function atOnce<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < list.length) {
      next += 1;
      await work(list[next - 1]!);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

async function searchAll(server: FhirAddress, path: string): Promise<readonly string[] | string> {
  const ids: string[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { status, body } = await callFhir(
      server,
      'GET',
      `${path}&_count=${PAGE}&_offset=${offset}&_elements=id`,
    );
    if (status !== 200) return `answers ${status}: ${JSON.stringify(body).slice(0, 200)}`;
    const entries = Array.isArray(body.entry) ? body.entry : [];
    for (const entry of entries) {
      if (isObject(entry) && isObject(entry.resource)) ids.push(String(entry.resource.id));
    }
    if (entries.length < PAGE) return ids.sort();
  }
}

/** `Patient/id` of the place a reply tells. */
function nameOf(reply: Json | undefined): string {
  const response = isObject(reply) && isObject(reply.response) ? reply.response : {};
  return /\/([A-Za-z]+\/[^/]+)\/_history\//.exec(String(response.location))?.[1] ?? 'unknown/unknown';
}

/** What was sent, with the ids and references it was given. */
function expected(resource: JsonObject, names: ReadonlyMap<string, string>, name: string): JsonObject {
  const rewrite = (value: Json): Json => {
    if (typeof value === 'string') return names.get(value) ?? value;
    if (Array.isArray(value)) return value.map(rewrite);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rewrite(one)]));
  };
  return { ...(rewrite(resource) as JsonObject), id: name.split('/')[1]! };
}

function withoutVersion({ meta, ...rest }: JsonObject): JsonObject {
  const { versionId: _version, lastUpdated: _time, ...kept } = isObject(meta) ? meta : {};
  return Object.keys(kept).length === 0 ? rest : { ...rest, meta: kept };
}

/** The first that was found and should not have been, and the first that should have been and was not. */
function difference(found: readonly string[], expected: readonly string[]): string {
  const twice = found.find((id, i) => found.indexOf(id) !== i);
  const [extra, missed] = [
    found.find((id) => !expected.includes(id)),
    expected.find((id) => !found.includes(id)),
  ];
  return `${extra ?? 'none'} too many, ${missed ?? 'none'} missing${twice === undefined ? '' : `, ${twice} twice`}`;
}
