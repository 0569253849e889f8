// Says what became of messages.
import type { Settlement, SubjectLink } from '../ports/inbox-store.ts';
import type { Statements } from './database.ts';

const LINK = `
insert into subject_link (key, subject, by, at) select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
on conflict (key) do update set subject = excluded.subject, by = excluded.by, at = excluded.at`;
const SETTLE = `
update inbound_message m set state = s.state, settled_at = s.at, what = s.what, subject = s.subject, reason = s.reason, outcome = s.outcome::json
from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[]) as s(id, state, at, what, subject, reason, outcome)
where m.id = s.id`;

/** Settles messages, and says whom identifiers mean by them. */
export async function settle(statements: Statements, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  const column = (read: (one: Settlement) => unknown): readonly unknown[] => settlements.map(read);
  const values = [
    column(({ id }) => id),
    column(({ state }) => state),
    column(({ at }) => at),
    column(({ what }) => what),
    column(({ subject }) => subject),
    column(({ reason }) => reason),
    column(({ outcome }) => JSON.stringify(outcome ?? null)),
  ];
  await statements.rows(SETTLE, values, 'inbox-settle');
  await link(
    statements,
    settlements.flatMap(({ links }) => links ?? []),
  );
}

/** Says whom identifiers mean from now on, each by the last word. */
export async function link(statements: Statements, links: readonly SubjectLink[]): Promise<void> {
  const last = [...new Map(links.map((one) => [one.key, one])).values()];
  if (last.length === 0) return;
  await statements.rows(
    LINK,
    [
      last.map(({ key }) => key),
      last.map(({ subject }) => subject),
      last.map(({ by }) => by),
      last.map(({ at }) => at),
    ],
    'inbox-link',
  );
}
