// Sends synthetic patients to a running server, one FHIR transaction each, and asks what it then knows of one of them:
//   node examples/replay-synthea.ts http://127.0.0.1:8317 TOKEN data/fhir/synthea-r4-bundles-a.ndjson.gz
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

interface Bundle {
  readonly total?: number;
  readonly entry?: readonly { readonly response?: { readonly location: string } }[];
}

const [address, token, ...files] = process.argv.slice(2);

async function fhir(path: string, body?: string): Promise<Bundle> {
  const reply = await fetch(`${address}/fhir/R4${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    ...(body === undefined ? {} : { body }),
  });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as Bundle;
}

let patient = '';
for (const file of files) {
  const bundles = gunzipSync(await readFile(file))
    .toString('utf8')
    .trim()
    .split('\n');
  for (const bundle of bundles) {
    const { entry = [] } = await fhir('', bundle);
    const made = entry.map(({ response }) => response?.location ?? '');
    patient = /Patient\/[^/]+/.exec(made.find((location) => location.includes('/Patient/')) ?? '')?.[0] ?? '';
    console.log(`${patient}: ${made.length} resources`);
  }
}
const { total } = await fhir(`/Observation?subject=${patient}&code=http://loinc.org|8302-2&_total=accurate`);
console.log(`the last one was measured ${total} times`);
