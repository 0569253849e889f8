// The statements that write the log. Columns travel as arrays, bodies as lines: JSON holds no raw line break, so nothing is escaped.
import { PARTITIONS } from '../partition-of.ts';

/**
 * Events and their audit rows under the fence, in one statement: the leases are share-locked at their epochs (a take-over waits
 * for us, or we for it), and unless all are still ours nothing is inserted. $1 parts and $2 epochs of the leases; $3 to $12 the
 * events; $13 the audit rows as a JSON array. Gives the leases held and the events stored.
 */
export const APPEND = `
with fence as materialized (
  select l.part from partition_lease l
  where l.part = any($1::smallint[])
    and l.epoch = ($2::integer[])[array_position($1::smallint[], l.part)]
  order by l.part for share
), stored as (
  insert into event (part, seq, subject_no, kind, effective_at, recorded_at, dedupe, source, revised, body)
  select part, seq, subject_no, kind, effective_at, $7::bigint, dedupe, source, revised, body::json
  from rows from (
    unnest($3::smallint[]), unnest($4::bigint[]), unnest($5::integer[]), unnest($6::smallint[]),
    unnest($8::bigint[]), unnest($9::uuid[]), unnest($10::integer[]), unnest($11::boolean[]), string_to_table($12, E'\\n')
  ) as given (part, seq, subject_no, kind, effective_at, dedupe, source, revised, body)
  where (select count(*) from fence) = cardinality($1::smallint[])
  on conflict (dedupe) do nothing
  returning 1
), audited as (
  insert into audit (at, actor, role, action, target, allowed, reason, request)
  select at, actor, role, action, target, allowed, reason, request
  from json_to_recordset($13::json) as given (
    at bigint, actor text, role text, action text, target text, allowed boolean, reason text, request text
  )
  where (select count(*) from fence) = cardinality($1::smallint[])
)
select (select count(*) from fence), (select count(*) from stored)`;

/** Audit rows alone; $1 as a JSON array. */
export const AUDIT = `
insert into audit (at, actor, role, action, target, allowed, reason, request)
select at, actor, role, action, target, allowed, reason, request
from json_to_recordset($1::json) as given (
  at bigint, actor text, role text, action text, target text, allowed boolean, reason text, request text
)`;

/** Numbers of subjects, given to those that have none yet; $1 the references. */
export const NUMBER_SUBJECTS = `
with fresh as (
  insert into subject (ref)
  select ref from unnest($1::text[]) as given (ref)
  where not exists (select from subject s where s.ref = given.ref)
  on conflict (ref) do nothing
  returning ref, subject_no
)
select ref, subject_no from fresh
union all
select ref, subject_no from subject where ref = any($1::text[])`;

/** Where the events of these deduplication hashes stand. */
export const PLACES = 'select dedupe, part, seq from event where dedupe = any($1::uuid[])';

/** Events of one partition after a sequence. */
export const PARTITION = `
select e.part, e.seq, s.ref, e.recorded_at, e.body
from event e join subject s using (subject_no)
where e.part = $1 and e.seq > $2 order by e.seq limit $3`;

/** A page of the whole log after a place. */
export const PAGE = `
select e.part, e.seq, s.ref, e.recorded_at, e.body
from event e join subject s using (subject_no)
where (e.part, e.seq) > ($1::smallint, $2::bigint) order by e.part, e.seq limit $3`;

/** The events that open, close and couple twins, and those of alerts; the kinds as the index names them. */
export const OPENINGS = `
select e.part, e.seq, s.ref, e.recorded_at, e.body
from event e join subject s using (subject_no)
where e.kind in (0, 1, 5, 6, 7) order by e.part, e.seq`;

/** The highest sequence of each partition, one look-up in the primary key each. */
export const HEADS: string = `
select p.part, h.seq from generate_series(0, ${PARTITIONS - 1}) as p (part)
cross join lateral (select max(e.seq) as seq from event e where e.part = p.part::smallint) as h
where h.seq is not null`;

/** The audit trail, newest first; $1 actor and $2 target, or null for any; $3 how many. */
export const AUDIT_TRAIL = `
select at, actor, role, action, target, allowed, reason, request from audit
where ($1::text is null or actor = $1) and ($2::text is null or target = $2)
order by audit_no desc limit $3::bigint`;
