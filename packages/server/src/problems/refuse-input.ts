import { type ErrorCode, TwinwardError } from '@twinward/contract';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * The one typed error for input that a schema refused: the first issue, with its field written as its sender would
 * (`observations[3].value.unit`) and, inside an array, its one-based row.
 */
export function refuseInput(error: z.ZodError, where: 'params' | 'query' | 'body'): TwinwardError {
  const issue = deepest(error.issues);
  const path = issue.path.map((part) => part as string | number);
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = fieldOf(unknown === undefined ? path : [...path, unknown.slice(0, 60)]);
  const row = path.find((part) => typeof part === 'number');
  const custom = issue.code === 'custom' ? (issue.params as CustomParams | undefined) : undefined;
  const remedy = custom?.remedy ?? remedyOf(issue, where);
  return new TwinwardError(custom?.code ?? 'request.invalid', wordsOf(issue, unknown), {
    field: field === '' ? where : field,
    ...(row === undefined ? {} : { row: row + 1 }),
    remedy,
  });
}

interface CustomParams {
  readonly code?: ErrorCode;
  readonly remedy?: string;
}

/** Of a choice of shapes, the issues of the one that came nearest: the fewest faults, unknown fields counted one by one. */
function deepest(issues: readonly Issue[]): Issue {
  const issue = issues[0]!;
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const faults = (option: readonly Issue[]) =>
    option.reduce((sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length : 1), 0);
  const nearest = [...issue.errors].sort((a, b) => faults(a) - faults(b))[0]!;
  const inner = deepest(nearest);
  return { ...inner, path: [...issue.path, ...inner.path] };
}

function fieldOf(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

function wordsOf(issue: Issue, unknown: string | undefined): string {
  if (unknown !== undefined) return `there is no field "${unknown.slice(0, 60)}" here`;
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return 'a required field is missing or of the wrong type';
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function remedyOf(issue: Issue, where: string): string {
  if (issue.code === 'unrecognized_keys') return 'leave it out; unknown fields are refused, never ignored';
  return `see the ${where === 'body' ? 'request body' : where} in /api/v1/openapi.json`;
}
