import type { JsonObject } from '../json.ts';

/** Faults beyond these are not told: the first ones say enough. */
const MOST = 100;

/** Issues gathered while a resource is looked through. */
export class Findings {
  readonly issues: JsonObject[] = [];

  /** `code` is one of FHIR's IssueType. */
  add(code: string, path: string, diagnostics: string): void {
    if (this.issues.length >= MOST) return;
    this.issues.push({ severity: 'error', code, diagnostics, expression: [path] });
  }
}
