// Errors as the world outside sees them: RFC 9457 problem details, without a stack and without anyone's data.
import { type ErrorCode, TwinwardError } from '@twinward/contract';
import { statusOf } from './status-of.ts';

/** RFC 9457 problem details with the platform's own members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly field?: string;
  readonly row?: number;
  readonly remedy?: string;
  readonly retryAfter?: number;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Not understood',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not there',
  406: 'Not given in that form',
  409: 'In conflict with what is there',
  413: 'Too large',
  415: 'Not a supported kind of content',
  422: 'Understood and refused',
  429: 'Too much at once',
  500: 'Failed',
  503: 'Not available now',
};

/** The problem of any error. What is not a `TwinwardError` says only that the server failed; its cause belongs in the log. */
export function problemOf(error: unknown): Problem {
  const known = asTwinwardError(error);
  if (known === null) {
    return {
      type: 'about:blank',
      title: TITLES[500]!,
      status: 500,
      detail: 'the server failed; the request may be tried again',
      code: 'server.failed',
    };
  }
  const { code, message, place } = known;
  const status = statusOf(code);
  const retryAfter = place.retryAfter ?? (status === 429 || status === 503 ? 1 : undefined);
  return {
    type: `urn:twinward:error:${code}`,
    title: TITLES[status]!,
    status,
    detail: message,
    code,
    ...(place.field === undefined ? {} : { field: place.field }),
    ...(place.row === undefined ? {} : { row: place.row }),
    ...(place.remedy === undefined ? {} : { remedy: place.remedy }),
    ...(retryAfter === undefined ? {} : { retryAfter: Math.max(1, Math.ceil(retryAfter)) }),
  };
}

/** Our own errors as they are, those of the HTTP layer in our words; null for anything else. */
export function asTwinwardError(error: unknown): TwinwardError | null {
  if (error instanceof TwinwardError) return error;
  const { statusCode, code } = (error ?? {}) as { readonly statusCode?: unknown; readonly code?: unknown };
  const said = SAID[String(code)] ?? (typeof statusCode === 'number' ? SAID[String(statusCode)] : undefined);
  return said === undefined ? null : new TwinwardError(...said);
}

const SAID: Readonly<
  Record<string, [ErrorCode, string, { readonly field?: string; readonly remedy: string }]>
> = {
  400: [
    'request.invalid',
    'the body is not JSON',
    { field: 'body', remedy: 'send one JSON document in UTF-8' },
  ],
  413: ['request.too-large', 'the body is too large', { field: 'body', remedy: 'send it in several parts' }],
  414: ['request.too-large', 'the address is too long', { field: 'url', remedy: 'ask for less at once' }],
  415: [
    'request.media-type',
    'this kind of content is not understood here',
    {
      field: 'content-type',
      remedy:
        'send application/json, below /fhir/R4 application/fhir+json (application/fhir+ndjson to $import), to /oauth a form, or application/octet-stream to imports',
    },
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: [
    'request.invalid',
    'the body is empty',
    { field: 'body', remedy: 'send one JSON document' },
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'request.invalid',
    'the body is shorter or longer than its content-length says',
    { field: 'content-length', remedy: 'send the length of the body in bytes' },
  ],
  ERR_STREAM_PREMATURE_CLOSE: [
    'request.invalid',
    'the body ended before it was complete',
    { field: 'body', remedy: 'send it again' },
  ],
};
