/** Every code an error of the platform can carry; the part before the dot is the area. */
export type ErrorCode =
  | 'time.invalid'
  | 'unit.unknown'
  | 'unit.incompatible'
  | 'observation.invalid'
  | 'intervention.invalid'
  | 'subject.invalid'
  | 'model.invalid'
  | 'model.unknown'
  | 'model.domain'
  | 'solver.failed'
  | 'belief.corrupt'
  | 'belief.collapsed'
  | 'coupling.invalid'
  | 'scenario.invalid'
  | 'alert.invalid'
  | 'file.invalid'
  | 'file.ambiguous'
  | 'file.too-large'
  | 'request.invalid'
  | 'request.too-large'
  | 'request.unsupported'
  | 'request.media-type'
  | 'request.not-acceptable'
  | 'auth.required'
  | 'auth.failed'
  | 'auth.forbidden'
  | 'auth.throttled'
  | 'resource.missing'
  | 'resource.conflict'
  | 'record.busy'
  | 'record.fenced'
  | 'record.in-use'
  | 'record.unavailable'
  | 'record.corrupt'
  | 'run.cancelled'
  | 'usage';

/** Where an error lies and what mends it. */
export interface ErrorPlace {
  /** The field, column or option at fault, as its sender would name it. */
  readonly field?: string;
  /** One-based row of the file or array at fault. */
  readonly row?: number;
  /** What to do about it, in one sentence. */
  readonly remedy?: string;
  /** For `record.busy` and `auth.throttled`: seconds after which to try again. */
  readonly retryAfter?: number;
}

/**
 * The one error family of the platform. A message never holds patient text beyond the value that was refused.
 *
 * @example
 * new TwinwardError('unit.unknown', '"mgdl" is not a UCUM unit', { field: 'unit', remedy: 'write mg/dL' }).code; // 'unit.unknown'
 */
export class TwinwardError extends Error {
  readonly code: ErrorCode;
  readonly place: ErrorPlace;

  constructor(code: ErrorCode, message: string, place: ErrorPlace = {}) {
    super(message);
    this.name = 'TwinwardError';
    this.code = code;
    this.place = place;
  }
}
