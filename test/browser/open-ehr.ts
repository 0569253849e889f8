// A second Twinward as the EHR of a ward, in which somebody opens the first at a patient whom both know by one identifier.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@twinward/server';
import { askServer } from './ask-server.ts';
import type { World } from './open-world.ts';

const MRN = 'urn:oid:1.2.3.4';

/** The EHR. */
export interface OpenedEhr extends Pick<World, 'address' | 'signIns'> {
  /** Where its user's browser goes when they open the first Twinward at the patient. */
  launchUrl(): Promise<string>;
  close(): Promise<void>;
}

/** Starts the EHR and registers each at the other. It goes by another name than the world, as another site does. */
export async function openEhr(world: World): Promise<OpenedEhr> {
  const folder = await mkdtemp(join(tmpdir(), 'twinward-ehr-'));
  const server = await startServer({
    dataFolder: join(folder, 'record'),
    port: 0,
    host: '127.0.0.1',
    demo: false,
    speed: 1,
    webFolder: world.webFolder,
  });
  const address = server.address.replace('127.0.0.1', 'localhost');
  const [there, here] = [await askServer({ ...server, address }), await askServer(world)];
  const identifier = [{ system: MRN, value: '7' }];
  await there.put({ resourceType: 'Patient', id: 'x9', identifier });
  await here.put({ resourceType: 'Patient', id: 'ana', identifier });
  await there.send('/apps', {
    id: 'twinward',
    name: 'Twinward',
    kind: 'smart-app',
    issuer: 'twinward',
    keys: [],
    scopes: ['patient/Patient.r'],
    redirectUris: [`${world.address}/launch/callback`],
    launchUrl: `${world.address}/launch`,
  });
  await here.send('/ehrs', {
    id: 'ward',
    name: 'Ward EHR',
    iss: `${address}/fhir/R4`,
    client: 'twinward',
    identifierSystems: [MRN],
  });
  await here.send('/origins', { origin: address, purpose: 'frame' });
  return {
    address,
    signIns: server.signIns,
    launchUrl: async () =>
      ((await there.send('/apps/twinward/launch', { patient: 'x9' })) as { readonly url: string }).url,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
