import type { JsonObject } from '@twinward/connect/fhir';
import { type ErrorCode, TwinwardError } from '@twinward/contract';
import { asTwinwardError } from '../problems/problem-of.ts';
import { statusOf } from '../problems/status-of.ts';

/** A refusal as FHIR tells it. */
export interface FhirRefusal {
  readonly status: number;
  readonly outcome: JsonObject;
  readonly code: string;
}

/** What a resource was refused for: all of it, not the first fault only. */
export class InvalidResource extends TwinwardError {
  readonly issues: readonly JsonObject[];

  constructor(issues: readonly JsonObject[]) {
    super('request.invalid', `the resource has ${issues.length} faults`, { remedy: 'see the issues' });
    this.issues = issues;
  }
}

/** Codes of FHIR's IssueType for ours, and statuses where FHIR asks for others than the API's own. */
const TOLD: Partial<Record<ErrorCode, readonly [issue: string, status?: number]>> = {
  'resource.missing': ['not-found'],
  'resource.conflict': ['conflict', 412],
  'request.unsupported': ['not-supported', 400],
  'request.media-type': ['not-supported'],
  'request.not-acceptable': ['not-supported'],
  'request.invalid': ['invalid', 400],
  'request.too-large': ['too-long'],
  'file.invalid': ['structure', 400],
  'auth.required': ['login'],
  'auth.forbidden': ['forbidden'],
  'auth.failed': ['login'],
  'record.busy': ['throttled'],
};

/** The OperationOutcome of any error, with its status; of what is no error of the platform it says only that the server failed. */
export function refusalOf(error: unknown): FhirRefusal {
  const known = asTwinwardError(error);
  if (known === null) {
    return {
      status: 500,
      code: 'server.failed',
      outcome: outcomeOf('exception', 'the server failed; the request may be tried again'),
    };
  }
  if (known instanceof InvalidResource) {
    return {
      status: 422,
      code: known.code,
      outcome: { resourceType: 'OperationOutcome', issue: [...known.issues] },
    };
  }
  const [issue, status] = TOLD[known.code] ?? ['processing'];
  const { remedy, field } = known.place;
  const words = remedy === undefined ? known.message : `${known.message}; ${remedy}`;
  return {
    status: status ?? statusOf(known.code),
    code: known.code,
    outcome: outcomeOf(issue, words, field),
  };
}

function outcomeOf(code: string, diagnostics: string, expression?: string): JsonObject {
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code,
        diagnostics,
        ...(expression === undefined ? {} : { expression: [expression] }),
      },
    ],
  };
}
