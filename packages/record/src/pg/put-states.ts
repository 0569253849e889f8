// Writes documents of services.
import type { StateEntry } from '../ports/state-store.ts';
import { textArrayText } from './array-text.ts';
import type { Statements } from './database.ts';

const PUT = `
with given as materialized (
  select kind, key, value from rows from (
    unnest($1::text[]), unnest($2::text[]), string_to_table($3, E'\\n')
  ) as lines (kind, key, value)
), gone as (
  delete from service_state s using given g where s.kind = g.kind and s.key = g.key and g.value = 'null'
)
insert into service_state (kind, key, value)
select kind, key, value::json from given where value <> 'null'
on conflict (kind, key) do update set value = excluded.value`;

/** Puts documents, of each the last word, together or not at all. */
export async function putStates(statements: Statements, entries: readonly StateEntry[]): Promise<void> {
  const last = [...new Map(entries.map((one) => [JSON.stringify([one.kind, one.key]), one])).values()];
  if (last.length === 0) return;
  await statements.rows(
    PUT,
    [
      textArrayText(last.map(({ kind }) => kind)),
      textArrayText(last.map(({ key }) => key)),
      last.map(({ value }) => JSON.stringify(value)).join('\n'),
    ],
    'put-state',
  );
}
