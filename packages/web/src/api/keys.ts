// The names under which replies are kept in the browser's memory.

type Key = readonly unknown[];

/** Query keys; everything of one twin stands under `twin(id)`. */
export const KEYS = {
  session: ['session'],
  twins: ['twins'],
  models: ['models'],
  playbacks: ['playbacks'],
  recordings: ['recordings'],
  apps: ['apps'],
  hospitals: ['hospitals'],
  hospitalRun: (id: string): Key => ['hospital-run', id],
  twin: (id: string): Key => ['twin', id],
  detail: (id: string): Key => ['twin', id, 'detail'],
  history: (id: string, span: string): Key => ['twin', id, 'history', span],
  belief: (id: string, at: string | null): Key => ['twin', id, 'belief', at],
  cycle: (id: string): Key => ['twin', id, 'cycle'],
  forecast: (id: string, at: string | null): Key => ['twin', id, 'forecast', at],
  comparison: (id: string, at: string | null, drafts: unknown): Key => ['twin', id, 'comparison', at, drafts],
  regimens: (subject: string, drug: string, hours: string): Key => ['regimens', subject, drug, hours],
  explanation: (id: string): Key => ['twin', id, 'explanation'],
  knowledge: (id: string, days: number): Key => ['twin', id, 'knowledge', days],
  track: (id: string, days: number | null): Key => ['twin', id, 'track', days],
  scenarios: (id: string): Key => ['twin', id, 'scenarios'],
  subject: (subject: string): Key => ['subject', subject],
  timeline: (subject: string, days: string): Key => ['subject', subject, 'timeline', days],
  run: (id: string): Key => ['run', id],
  keptTogether: (subject: string): Key => ['subject', subject, 'kept'],
  model: (name: string): Key => ['model', name],
  allAlerts: ['alerts'],
  alerts: (show: string, of: unknown): Key => ['alerts', 'list', show, of],
  alert: (id: string): Key => ['alerts', 'one', id],
  alertBudgets: ['alerts', 'budgets'],
  audit: (actor: string, target: string, limit: number): Key => ['audit', actor, target, limit],
} as const;
