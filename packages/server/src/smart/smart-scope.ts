// Scopes of SMART App Launch 2: (patient|user|system)/(Type|*).cruds?parameter=value.

/** A scope, read. */
export interface SmartScope {
  readonly level: 'patient' | 'user' | 'system';
  /** A type of resource, or `*`. */
  readonly type: string;
  /** Some of `cruds`, in that order. */
  readonly actions: string;
  /** What a resource must satisfy beside; empty for nothing. */
  readonly query: string;
}

/** Scopes that are not about resources: the patient of the launch, who the user is, and access that goes on. */
export const CONTEXT_SCOPES: readonly string[] = [
  'launch',
  'launch/patient',
  'openid',
  'fhirUser',
  'profile',
  'offline_access',
  'online_access',
];

/** What may be done to resources: create, read, update, delete, search. */
export type ScopeAction = 'c' | 'r' | 'u' | 'd' | 's';

/** Whether these need a patient. */
export function needsPatient(scopes: readonly SmartScope[], context: readonly string[]): boolean {
  return (
    context.includes('launch') ||
    context.includes('launch/patient') ||
    scopes.some(({ level }) => level === 'patient')
  );
}

const SCOPE = /^(patient|user|system)\/([A-Z][A-Za-z]*|\*)\.(c?r?u?d?s?|read|write|\*)(?:\?(\S+))?$/;
/** As version 1 of SMART wrote them. */
const FORMER: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** A scope about resources; null for what is none. */
export function readScope(text: string): SmartScope | null {
  const [, level, type, written, query = ''] = SCOPE.exec(text) ?? [];
  if (level === undefined || type === undefined || written === undefined || written === '') return null;
  return { level: level as SmartScope['level'], type, actions: FORMER[written] ?? written, query };
}

/** A scope as version 2 writes it. */
export function scopeText({ level, type, actions, query }: SmartScope): string {
  return `${level}/${type}.${actions}${query === '' ? '' : `?${query}`}`;
}

/** Of what is asked for, what is allowed: where the two differ, the narrower of both. */
export function grantedScopes(
  asked: readonly SmartScope[],
  allowed: readonly SmartScope[],
): readonly SmartScope[] {
  const granted = new Map<string, SmartScope>();
  for (const one of asked) {
    for (const other of allowed) {
      const both = meet(one, other);
      if (both !== null) granted.set(scopeText(both), both);
    }
  }
  return [...granted.values()];
}

function meet(a: SmartScope, b: SmartScope): SmartScope | null {
  if (a.level !== b.level || (a.type !== b.type && a.type !== '*' && b.type !== '*')) return null;
  const actions = [...'cruds']
    .filter((action) => a.actions.includes(action) && b.actions.includes(action))
    .join('');
  if (actions === '') return null;
  const queries = [...new Set([a.query, b.query])].filter((query) => query !== '');
  return { level: a.level, type: a.type === '*' ? b.type : a.type, actions, query: queries.join('&') };
}
