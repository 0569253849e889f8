// Whether a JSON document is what CDS Hooks 2.0 says it must be.

import type { z } from 'zod';
import { isObject } from '../fhir/json.ts';
import { cdsFeedbackSchema } from './cds-feedback.ts';
import { cdsRequestSchema } from './cds-request.ts';
import { cdsResponseSchema } from './cds-response.ts';
import { cdsServicesSchema } from './cds-services.ts';
import { HOOK_CONTEXTS } from './hook-contexts.ts';
import { KNOWN_EXTENSIONS } from './known-extensions.ts';

/** The four documents of CDS Hooks. */
export type CdsDocumentKind = 'request' | 'response' | 'services' | 'feedback';

/** One thing wrong with a document. */
export interface CdsIssue {
  /** Where, as `cards[0].source.label`; empty for the whole. */
  readonly at: string;
  readonly why: string;
}

/** What was found: whether a document holds, and names in it that cannot be judged here. */
export interface CdsVerdict {
  readonly kind: CdsDocumentKind;
  readonly issues: readonly CdsIssue[];
  /** Hooks and extensions by name that nothing here defines; a document that has some is neither right nor wrong. */
  readonly unknown: readonly string[];
}

const SCHEMAS: Readonly<Record<CdsDocumentKind, z.ZodType>> = {
  request: cdsRequestSchema,
  response: cdsResponseSchema,
  services: cdsServicesSchema,
  feedback: cdsFeedbackSchema,
};

/**
 * Checks a document strictly: required and conditional properties, their types, blank strings, empty objects, properties that do
 * not exist, and the content of known extensions. `kind` where the shape alone does not tell.
 *
 * @example
 * checkCdsDocument({ cards: [] }).issues; // []
 */
export function checkCdsDocument(document: unknown, kind: CdsDocumentKind = kindOf(document)): CdsVerdict {
  const hook = kind === 'request' && isObject(document) ? document.hook : undefined;
  if (typeof hook === 'string' && hook !== '' && !Object.hasOwn(HOOK_CONTEXTS, hook)) {
    return { kind, issues: [], unknown: [`hook ${hook}`] };
  }
  const issues: CdsIssue[] = [];
  const unknown: string[] = [];
  const parsed = SCHEMAS[kind].safeParse(document);
  for (const { path, message } of parsed.error?.issues ?? [])
    issues.push({ at: placeOf(path), why: message });
  for (const { path, name, value } of extensionsOf(document, [])) {
    const schema = KNOWN_EXTENSIONS[name.replace(/-test$/, '')];
    if (schema === undefined) unknown.push(`extension ${name}`);
    const inner = schema?.safeParse(value).error?.issues ?? [];
    for (const issue of inner) issues.push({ at: placeOf([...path, ...issue.path]), why: issue.message });
  }
  return { kind, issues, unknown };
}

function kindOf(document: unknown): CdsDocumentKind {
  if (!isObject(document)) return 'response';
  if ('services' in document) return 'services';
  if ('feedback' in document) return 'feedback';
  return 'hook' in document || 'context' in document ? 'request' : 'response';
}

interface NamedExtension {
  readonly path: readonly PropertyKey[];
  readonly name: string;
  readonly value: unknown;
}

/** Extensions of CDS Hooks anywhere outside of FHIR resources, which have their own. */
function* extensionsOf(value: unknown, path: readonly PropertyKey[]): Generator<NamedExtension> {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* extensionsOf(one, [...path, index]);
  } else if (isObject(value) && value.resourceType === undefined) {
    for (const [key, one] of Object.entries(value)) {
      if (key === 'extension' && isObject(one)) {
        for (const [name, content] of Object.entries(one)) {
          yield { path: [...path, key, name], name, value: content };
        }
      } else if (key !== 'prefetch') yield* extensionsOf(one, [...path, key]);
    }
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (place, step) =>
      typeof step === 'number'
        ? `${place}[${step}]`
        : place === ''
          ? String(step)
          : `${place}.${String(step)}`,
    '',
  );
}
