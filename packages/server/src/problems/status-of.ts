import type { ErrorCode } from '@twinward/contract';

/** The HTTP status of each code: 400 not understood, 422 understood and refused, 5xx the fault is ours. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  'time.invalid': 422,
  'unit.unknown': 422,
  'unit.incompatible': 422,
  'observation.invalid': 422,
  'intervention.invalid': 422,
  'subject.invalid': 422,
  'model.invalid': 500,
  'model.unknown': 422,
  'model.domain': 422,
  'solver.failed': 500,
  'belief.corrupt': 500,
  'belief.collapsed': 500,
  'coupling.invalid': 422,
  'scenario.invalid': 422,
  'alert.invalid': 422,
  'file.invalid': 422,
  'file.ambiguous': 422,
  'file.too-large': 413,
  'request.invalid': 400,
  'request.too-large': 413,
  'request.unsupported': 415,
  'request.media-type': 415,
  'request.not-acceptable': 406,
  'auth.required': 401,
  'auth.failed': 401,
  'auth.forbidden': 403,
  'auth.throttled': 429,
  'resource.missing': 404,
  'resource.conflict': 409,
  'record.busy': 429,
  'record.fenced': 503,
  'record.in-use': 503,
  'record.unavailable': 503,
  'record.corrupt': 500,
  'run.cancelled': 503,
  usage: 400,
};

/** The HTTP status that says what an error code says. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}
