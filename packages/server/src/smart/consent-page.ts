// The page on which a user grants an app what it asks for: plain HTML without a script, so that nothing but the user can answer.
import { createHash } from 'node:crypto';
import { type SmartScope, scopeText } from './smart-scope.ts';

/** A patient to choose. */
export interface Choice {
  readonly id: string;
  readonly words: string;
}

/** What the page shows. */
export interface Consent {
  readonly request: string;
  readonly app: string;
  readonly user: string;
  readonly scopes: readonly SmartScope[];
  /** What else it asks for, of `CONTEXT_SCOPES`. */
  readonly context: readonly string[];
  /** The patient of the launch, or those to choose from; null where no patient is needed. */
  readonly patients: Choice | readonly Choice[] | null;
}

const ACTIONS: Readonly<Record<string, string>> = {
  c: 'create',
  r: 'read',
  u: 'change',
  d: 'delete',
  s: 'search',
};

const CONTEXT_WORDS: Readonly<Record<string, string>> = {
  openid: 'know who you are',
  offline_access: 'go on for 30 days while you are away, until it is shut out or gives the access back',
  online_access: 'go on while you are signed in here',
};

/** The one style of these pages; their policy allows it by its hash, and no other. */
const STYLE = `:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh}
main{max-width:34rem;margin:1rem;padding:1.5rem 2rem;border:1px solid #8888;border-radius:.75rem}
h1{font-size:1.35rem;margin-top:0}
code{opacity:.75;font-size:.85em;white-space:nowrap}
select,button{font:inherit;padding:.5rem .9rem;border-radius:.5rem;border:1px solid #8888}
select{max-width:100%}
button[value=allow]{background:#1b5e8c;color:#fff;border-color:#1b5e8c}
button+button{margin-left:.5rem}
:focus-visible{outline:3px solid #e08a1e;outline-offset:2px}`;

/** What a page of these may load: its style. */
export const STYLE_SOURCE: string = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** The page that asks. */
export function consentPage({ request, app, user, scopes, context, patients }: Consent): string {
  const lines = scopes.map(
    (scope) => `<li>${escaped(wordsOf(scope))} <code>${escaped(scopeText(scope))}</code></li>`,
  );
  for (const word of context) {
    const words = CONTEXT_WORDS[word];
    if (words !== undefined) lines.push(`<li>${words} <code>${word}</code></li>`);
  }
  return page(
    `${app} asks for access`,
    `<p>Signed in as ${escaped(user)}. <strong>${escaped(app)}</strong> asks to</p>
<ul>${lines.join('')}</ul>
<form method="post" action="/oauth/authorize">
<input type="hidden" name="request" value="${escaped(request)}">
${patientField(patients)}
<button name="decision" value="allow">Allow</button>
<button name="decision" value="refuse" formnovalidate>Refuse</button>
</form>`,
  );
}

/** The page for whoever is not signed in here. */
export function signInFirstPage(address: string): string {
  return page(
    'Sign in first',
    `<p><a href="/" target="_blank" rel="noopener">Sign in to Twinward</a>, then <a href="${escaped(address)}">go on</a>.</p>`,
  );
}

/** The page for a request that may not be sent back to anybody. */
export function refusedPage(why: string): string {
  return page('This app cannot be opened', `<p>${escaped(why)}</p>`);
}

function patientField(patients: Consent['patients']): string {
  if (patients === null) return '';
  if (!Array.isArray(patients)) return `<p>for ${escaped((patients as Choice).words)}</p>`;
  const options = patients
    .map(({ id, words }) => `<option value="${escaped(id)}">${escaped(words)}</option>`)
    .join('');
  return `<p><label for="patient">for</label> <select id="patient" name="patient" required><option value="">choose a patient</option>${options}</select></p>`;
}

function wordsOf({ level, type, actions, query }: SmartScope): string {
  const deeds = [...actions].map((action) => ACTIONS[action]).join(', ');
  const what = type === '*' ? 'everything' : type;
  const whose = level === 'patient' ? 'of the patient' : 'that you may see';
  return `${deeds} ${what} ${whose}${query === '' ? '' : ` where ${query}`}`;
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)} · Twinward</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>
${body}
</main></body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
