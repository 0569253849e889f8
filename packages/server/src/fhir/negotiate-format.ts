// Which form a client asks for and which it sends (FHIR R4, "http", Content Types and encodings; RFC 9110, 12.5.1): JSON under three names.
import { TwinwardError } from '@twinward/contract';
import type { FastifyRequest } from 'fastify';
import { type AcceptRange, acceptRanges } from '../http/accept-ranges.ts';
import { splitAddress } from './condition.ts';

/** The names of JSON, the one first that is given to whoever leaves it open. */
const JSON_TYPES = ['application/fhir+json', 'application/json', 'text/json'] as const;
const FHIR_JSON = JSON_TYPES[0];
/** Versions of FHIR whose resources are read and given. */
const OUR_VERSION = /^4\.0(\.\d+)?$/;
/** The parameters of the query that say how an answer is written, not what it holds. */
export const FORM_PARAMETERS: ReadonlySet<string> = new Set(['_format', '_pretty']);

/** The type of JSON in which a request is answered; null where it may be given in none. `_format` counts before the Accept header. */
export function formatOf(request: FastifyRequest): string | null {
  const { accept } = request.headers;
  const formats = formatsAsked(request);
  if (formats.length > 0) return preferred(formats.flatMap(rangesOfFormat));
  if (accept === undefined || accept === '*/*' || accept === FHIR_JSON) return FHIR_JSON;
  return preferred(acceptRanges(accept));
}

/** Throws `request.not-acceptable` for who asks for another form than JSON, or what else is given here: none is given in its stead. */
export function checkFormat(request: FastifyRequest, others: readonly string[] = []): void {
  if (formatOf(request) !== null) return;
  const asked = formatsAsked(request).length > 0;
  const ranges = asked ? [] : acceptRanges(request.headers.accept ?? '');
  if (others.some((other) => qualityOf(other, ranges) > 0)) return;
  throw new TwinwardError('request.not-acceptable', 'resources are given in JSON of FHIR 4.0 alone', {
    field: asked ? '_format' : 'Accept',
    remedy: asked ? 'ask for _format=json' : 'ask for application/fhir+json',
  });
}

/** Throws `request.media-type` where a body is announced as something else than UTF-8 and FHIR 4.0. */
export function checkContent(request: FastifyRequest): void {
  const [sent] = acceptRanges(request.headers['content-type'] ?? '');
  if (request.body === undefined || sent === undefined || isOurs(sent)) return;
  throw new TwinwardError('request.media-type', 'the body is announced as what is not read here', {
    field: 'Content-Type',
    remedy: 'send UTF-8 and FHIR 4.0, and leave charset and fhirVersion out or say so',
  });
}

/** Every `_format` of the query, and of a form. */
function formatsAsked({ url, body }: FastifyRequest): readonly string[] {
  const texts = [splitAddress(url)[1], typeof body === 'string' ? body : ''];
  return texts.flatMap((text) =>
    text.includes('_format') ? new URLSearchParams(text).getAll('_format') : [],
  );
}

function preferred(ranges: readonly AcceptRange[]): string | null {
  let [best, highest]: [string | null, number] = [null, 0];
  for (const type of JSON_TYPES) {
    const quality = qualityOf(type, ranges);
    if (quality > highest) [best, highest] = [type, quality];
  }
  return best;
}

/** How welcome a type is: what the narrowest range says that it is in. */
function qualityOf(type: string, ranges: readonly AcceptRange[]): number {
  const whole = `${type.slice(0, type.indexOf('/'))}/*`;
  for (const name of [type, whole, '*/*']) {
    const found = ranges.filter((range) => range.name === name && isOurs(range));
    if (found.length > 0) return Math.max(...found.map(({ quality }) => quality));
  }
  return 0;
}

/** Whether a type, by its parameters, is written in UTF-8 and of the version of FHIR that is spoken here. */
function isOurs({ parameters }: AcceptRange): boolean {
  const version = parameters.get('fhirversion');
  const charset = parameters.get('charset');
  return (
    (version === undefined || OUR_VERSION.test(version)) &&
    (charset === undefined || /^utf-?8$/i.test(charset))
  );
}

/** In a `_format`, `json` is a name for the type, and a plus may have come as a space. */
function rangesOfFormat(text: string): readonly AcceptRange[] {
  return acceptRanges(text).map((range) => ({
    ...range,
    name: range.name === 'json' ? FHIR_JSON : range.name.replace(' ', '+'),
  }));
}
