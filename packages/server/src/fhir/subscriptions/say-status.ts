import { type JsonObject, parseExact } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import type { FhirEndpoint } from '../fhir-endpoint.ts';

/** Says in a Subscription how it stands; whoever ended it, or wrote it anew at this moment, has the last word. */
export async function sayStatus(
  endpoint: FhirEndpoint,
  id: string,
  status: string,
  error: string | null,
): Promise<void> {
  const before = await endpoint.services.record.resources.read('Subscription', id);
  if (before === null || before.deleted) return;
  const { error: _earlier, ...resource } = parseExact(before.body) as JsonObject;
  if (resource.status === 'off') return;
  const next = { ...resource, status, ...(error === null ? {} : { error }) };
  const audit = {
    at: endpoint.services.wallClock.now(),
    actor: 'twinward',
    role: 'system',
    action: `fhir subscription ${status}`,
    target: `Subscription/${id}`,
    allowed: true,
    reason: error ?? 'ready to tell',
    request: '',
  };
  try {
    await endpoint.commit([endpoint.prepareOver('Subscription', id, next, before)], [audit]);
  } catch (failure) {
    if (!(failure instanceof TwinwardError) || failure.code !== 'resource.conflict') throw failure;
  }
}
