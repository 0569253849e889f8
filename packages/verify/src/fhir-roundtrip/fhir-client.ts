import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@twinward/connect/fhir';

/** Where a server's FHIR endpoint is, and the token of its command line. */
export interface FhirAddress {
  readonly address: string;
  readonly token: string;
}

/** The endpoint of the server that runs on a data folder. */
export async function fhirAddress(dataFolder: string): Promise<FhirAddress> {
  const line = async (name: string): Promise<string> =>
    (await readFile(join(dataFolder, name), 'utf8')).trim();
  return { address: await line('address'), token: await line('cli-token') };
}

/** One call of the FHIR endpoint: its status and what it said. */
export async function callFhir(
  server: FhirAddress,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: string,
): Promise<{ readonly status: number; readonly body: JsonObject }> {
  const reply = await fetch(`${server.address}/fhir/R4${path}`, {
    method,
    headers: {
      authorization: `Bearer ${server.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await reply.text();
  return { status: reply.status, body: text === '' ? {} : (JSON.parse(text) as JsonObject) };
}
