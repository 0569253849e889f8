// The names under which replies are kept in the browser's memory.

/** Query keys; everything of one twin stands under `twin(id)`. */
export const KEYS = {
  session: ['session'],
  twins: ['twins'],
  models: ['models'],
  twin: (id: string): readonly unknown[] => ['twin', id],
  detail: (id: string): readonly unknown[] => ['twin', id, 'detail'],
  history: (id: string, from: string, to: string): readonly unknown[] => ['twin', id, 'history', from, to],
  forecast: (id: string, at: string | null, minutes: number | null): readonly unknown[] => ['twin', id, 'forecast', at, minutes],
  explanation: (id: string): readonly unknown[] => ['twin', id, 'explanation'],
  track: (id: string, days: number | null): readonly unknown[] => ['twin', id, 'track', days],
  issued: (id: string): readonly unknown[] => ['twin', id, 'issued'],
  scenarios: (id: string): readonly unknown[] => ['twin', id, 'scenarios'],
  model: (name: string): readonly unknown[] => ['model', name],
  audit: (actor: string, target: string, limit: number): readonly unknown[] => ['audit', actor, target, limit],
} as const;
