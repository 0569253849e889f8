import { TwinwardError } from './errors.ts';

/** What is mirrored, as a FHIR reference of type and id: `Patient/p-17`, `Location/ward-3`, `Device/ct-2`, `Group/county`. */
export type SubjectRef = string & { readonly __subject: unique symbol };

/** Names one twin: a subject seen through one model. */
export type TwinId = string & { readonly __twin: unique symbol };

const SUBJECT =
  /^(Patient|Location|Organization|Device|Group|Procedure|BodyStructure|Substance)\/[A-Za-z0-9\-.]{1,64}$/;
const TWIN = /^[a-z0-9][a-z0-9\-.]{0,95}$/;

/** A checked subject reference; throws `subject.invalid` for anything that is not FHIR `Type/id` of a kind a twin can mirror. */
export function subjectRef(text: string): SubjectRef {
  if (!SUBJECT.test(text)) {
    throw new TwinwardError('subject.invalid', `"${text.slice(0, 80)}" is not a subject reference`, {
      field: 'subject',
      remedy: 'write Type/id, for example Patient/p-17 or Location/ward-3',
    });
  }
  return text as SubjectRef;
}

/** A checked twin id: lower-case letters, digits, `-` and `.`, at most 96 characters. */
export function twinId(text: string): TwinId {
  if (!TWIN.test(text)) {
    throw new TwinwardError('subject.invalid', `"${text.slice(0, 100)}" is not a twin id`, {
      field: 'twin',
      remedy: 'use lower-case letters, digits, "-" and ".", starting with a letter or digit',
    });
  }
  return text as TwinId;
}
