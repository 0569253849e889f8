// What the scopes of a token allow, as tests on resources.
import { parseSearch, type SearchContext, searchParameters } from '@twinward/connect/fhir';
import { type IndexEntry, type ResourceTest, type StoredResource, TwinwardError } from '@twinward/contract';
import { satisfies } from '@twinward/record';
import type { AccessGrant, Actor } from '../access/actor.ts';
import { CONFINED } from '../access/decide.ts';
import type { ScopeAction, SmartScope } from '../smart/smart-scope.ts';

const WORDS: Readonly<Record<ScopeAction, string>> = {
  c: 'create',
  r: 'read',
  u: 'update',
  d: 'delete',
  s: 'search',
};

const OF_THE_PATIENT: readonly SmartScope[] = [{ level: 'patient', type: '*', actions: 'cruds', query: '' }];

/** The rights of one access; null as a grant means that the role alone decides. */
export class FhirRights {
  readonly #grant: AccessGrant | null;
  readonly #context: () => SearchContext;

  constructor(grant: AccessGrant | null, context: () => SearchContext) {
    this.#grant = grant;
    this.#context = context;
  }

  /** Whether scopes narrow anything. */
  get limited(): boolean {
    return this.#grant !== null;
  }

  /** Whether some resources of a type may be acted on so. */
  grants(type: string, action: ScopeAction): boolean {
    return this.#grant === null || this.#matching(type, action).length > 0;
  }

  /** What resources of a type must satisfy to be acted on so; null for nothing. Throws `auth.forbidden` where no scope is about them. */
  test(type: string, action: ScopeAction): ResourceTest | null {
    if (this.#grant === null) return null;
    const scopes = this.#matching(type, action);
    if (scopes.length === 0) throw this.refusal(type, action);
    const tests = scopes.map((scope) => this.#testOf(scope, type));
    return tests.includes(null) ? null : { kind: 'any', of: tests.filter((test) => test !== null) };
  }

  /** Whether one resource may be acted on so, by what it is found by. Throws `auth.forbidden` where no scope is about its type. */
  allows(stored: StoredResource, action: ScopeAction, index: () => readonly IndexEntry[]): boolean {
    const test = this.test(stored.type, action);
    return test === null || satisfies(test, { stored, index: index() }, () => []);
  }

  /** What is told where no scope, or none about this resource, allows it. */
  refusal(type: string, action: ScopeAction): TwinwardError {
    if (this.#grant?.launched) {
      return new TwinwardError('auth.forbidden', CONFINED.reason, { remedy: CONFINED.remedy });
    }
    return new TwinwardError('auth.forbidden', `no scope of the token allows to ${WORDS[action]} ${type}`, {
      field: 'scope',
      remedy: `ask for a scope such as system/${type}.${action}`,
    });
  }

  #matching(type: string, action: ScopeAction): readonly SmartScope[] {
    return this.#grant!.scopes.filter(
      (scope) => (scope.type === '*' || scope.type === type) && scope.actions.includes(action),
    );
  }

  #testOf({ level, query }: SmartScope, type: string): ResourceTest | null {
    const parts: ResourceTest[] = [];
    if (query !== '')
      parts.push(parseSearch(type, [...new URLSearchParams(query)], this.#context()).query.test);
    if (level === 'patient') parts.push(this.#ofPatient(type));
    return parts.length === 0 ? null : { kind: 'all', of: parts };
  }

  /** Of the one patient of the launch; what lies in nobody's compartment is not. */
  #ofPatient(type: string): ResourceTest {
    const patient = this.#grant!.patient ?? '';
    if (type === 'Patient') return { kind: 'id', ids: [patient] };
    const { definitions } = this.#context();
    const { byCode } = searchParameters(type, definitions);
    const of = (definitions.patientCompartment[type] ?? []).flatMap((code): ResourceTest[] => {
      const parameter = byCode.get(code);
      return parameter === undefined
        ? []
        : [{ kind: 'token', param: parameter.number, system: 'Patient', code: patient }];
    });
    return { kind: 'any', of };
  }
}

/** What an actor's FHIR is narrowed to: by the scopes of a token, or to the patient from whom an EHR opened the session; null where the role alone decides. */
export function grantOf(actor: Actor | null): AccessGrant | null {
  if (actor?.grant !== undefined) return actor.grant;
  if (actor?.confinedTo === undefined) return null;
  const patient = actor.confinedTo.slice('Patient/'.length);
  return { app: '', scopes: OF_THE_PATIENT, patient, permission: null, launched: true };
}
