import type { World } from './open-world.ts';

/** Speaks to the server of a world as its administrator, beside the browser. */
export interface Administrator {
  read<T>(path: string): Promise<T>;
  send(path: string, body: unknown): Promise<unknown>;
  /** Puts a resource of FHIR under its own id. */
  put(resource: {
    readonly resourceType: string;
    readonly id: string;
    readonly [element: string]: unknown;
  }): Promise<void>;
}

/** Signs in as administrator with a token. What the server refuses is thrown. */
export async function askServer(world: Pick<World, 'address' | 'signIns'>): Promise<Administrator> {
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const reply = await fetch(`${world.address}${path.startsWith('/fhir/') ? '' : '/api/v1'}${path}`, init);
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return reply;
  };
  const json = { 'content-type': 'application/json' };
  const { name, password } = world.signIns.find((one) => one.name === 'administrator')!;
  const body = JSON.stringify({ name, password });
  const signedIn = await ask('/session?token=true', { method: 'POST', headers: json, body });
  const { token } = (await signedIn.json()) as { readonly token: string };
  const authorization = `Bearer ${token}`;
  return {
    read: async <T>(path: string) => (await ask(path, { headers: { authorization } })).json() as Promise<T>,
    send: async (path, what) =>
      (
        await ask(path, { method: 'POST', headers: { ...json, authorization }, body: JSON.stringify(what) })
      ).json(),
    put: async (resource) => {
      await ask(`/fhir/R4/${resource.resourceType}/${resource.id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/fhir+json', authorization },
        body: JSON.stringify(resource),
      });
    },
  };
}
