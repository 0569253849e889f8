// Conditions of writes (FHIR R4, "http"): what is written over where one resource satisfies them, and at which version.
import { TwinwardError } from '@twinward/contract';

/** What may be asked of a write. */
export interface WriteCondition {
  /** The version it must replace (`If-Match`). */
  readonly expects?: number;
  /** Nothing may be there: `If-None-Match: *`, or an id that goes with a condition nothing satisfies. */
  readonly absent?: boolean;
}

/** An address before its question mark, and after it. A condition may hold further ones. */
export function splitAddress(address: string): readonly [path: string, query: string] {
  const mark = address.indexOf('?');
  return mark < 0 ? [address, ''] : [address.slice(0, mark), address.slice(mark + 1)];
}

/** The condition of a conditional create: `identifier=SYSTEM|VALUE`, also behind `Patient?`; empty where none is set. Throws `request.invalid` for one that is none. */
export function ifNoneExist(sent: unknown): string {
  if (sent === undefined) return '';
  const criteria = typeof sent === 'string' ? sent.replace(/^\/?[A-Za-z]*\?/, '') : '';
  if (criteria !== '') return criteria;
  throw new TwinwardError('request.invalid', 'If-None-Exist names no condition', {
    field: 'If-None-Exist',
    remedy: 'send identifier=SYSTEM|VALUE, or leave it out to create in any case',
  });
}

/** The condition that `If-Match` (`W/"3"`) and `If-None-Match` (`*`) set. Throws `request.invalid` where they say something else. */
export function writeCondition(match: unknown, noneMatch: unknown): WriteCondition {
  if (noneMatch !== undefined && (noneMatch !== '*' || match !== undefined)) {
    throw new TwinwardError('request.invalid', 'If-None-Match of a write is *, without If-Match', {
      field: 'If-None-Match',
      remedy: 'send * to write only where nothing is, If-Match to replace a version',
    });
  }
  if (noneMatch !== undefined) return { absent: true };
  if (match === undefined) return {};
  const version =
    typeof match === 'string' ? /^(?:W\/)?"?([1-9]\d{0,8})"?$/.exec(match.trim())?.[1] : undefined;
  if (version !== undefined) return { expects: Number(version) };
  throw new TwinwardError('request.invalid', 'If-Match names no version', {
    field: 'If-Match',
    remedy: 'send W/"3" for version 3',
  });
}

/** Throws `resource.conflict` where a version is to be replaced and nothing satisfies the condition. */
export function checkReplaces({ expects }: WriteCondition): void {
  if (expects === undefined) return;
  throw new TwinwardError(
    'resource.conflict',
    'nothing satisfies the condition, so no version of it is replaced',
    {
      field: 'If-Match',
      remedy: 'leave If-Match out, or look for the resource again',
    },
  );
}
