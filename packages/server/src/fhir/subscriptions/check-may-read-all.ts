import { TwinwardError } from '@twinward/contract';
import type { FhirEndpoint } from '../fhir-endpoint.ts';

/** That a token may read all resources of a type: a numbering that leaves some out would tell that they are there. Throws `auth.forbidden`. */
export function checkMayReadAll({ rights }: FhirEndpoint, type: string): void {
  if (!rights.limited || rights.test(type, 'r') === null) return;
  throw new TwinwardError('auth.forbidden', `the token may not read all ${type}`, {
    field: 'scope',
    remedy: `ask for a scope such as system/${type}.rs`,
  });
}
