// The statements that write resources. As in the log, columns travel as arrays and bodies as lines.

/** What stands under these types ($1) and ids ($2). */
export const STANDING = `
select type, id, resource_no, version, deleted from resource
where (type, id) in (select * from unnest($1::text[], $2::text[]))`;

/**
 * New versions with their index, under the fence of partition 0 at epoch $1; nothing is written when it is no longer ours. $2 time of
 * change; $3 numbers, $4 types, $5 ids, $6 versions, $7 changes, $8 deleted, $9 bodies as lines; $10 numbers whose former index entries go;
 * then the entries: $11-$15 tokens, $16-$20 strings, $21-$26 ranges.
 */
export const WRITE = `
with fence as materialized (
  select 1 from partition_lease where part = 0 and epoch = $1::integer for share
), given as materialized (
  select resource_no, type, id, version, change, deleted, nullif(body, '')::json as body
  from rows from (
    unnest($3::bigint[]), unnest($4::text[]), unnest($5::text[]), unnest($6::integer[]), unnest($7::bigint[]),
    unnest($8::boolean[]), string_to_table($9, E'\\n')
  ) as lines (resource_no, type, id, version, change, deleted, body)
  where exists (select from fence)
), stood as (
  insert into resource (resource_no, type, id, version, updated_at, deleted)
  select distinct on (resource_no) resource_no, type, id, version, $2::bigint, deleted from given
  order by resource_no, version desc
  on conflict (resource_no) do update
    set version = excluded.version, updated_at = excluded.updated_at, deleted = excluded.deleted
), kept as (
  insert into resource_version (resource_no, change, updated_at, version, deleted, body)
  select resource_no, change, $2::bigint, version, deleted, body from given
  returning 1
), no_tokens as (
  delete from resource_token where resource_no = any($10::bigint[]) and exists (select from fence)
), no_strings as (
  delete from resource_string where resource_no = any($10::bigint[]) and exists (select from fence)
), no_ranges as (
  delete from resource_range where resource_no = any($10::bigint[]) and exists (select from fence)
), tokens as (
  insert into resource_token (resource_no, param, grp, system, code)
  select * from unnest($11::bigint[], $12::integer[], $13::smallint[], $14::text[], $15::text[])
  where exists (select from fence)
), strings as (
  insert into resource_string (resource_no, param, grp, plain, text)
  select * from unnest($16::bigint[], $17::integer[], $18::smallint[], $19::text[], $20::text[])
  where exists (select from fence)
), ranges as (
  insert into resource_range (resource_no, low, high, param, grp, unit)
  select * from unnest($21::bigint[], $22::float8[], $23::float8[], $24::integer[], $25::smallint[], $26::text[])
  where exists (select from fence)
)
select (select count(*) from fence), (select count(*) from kept)`;

/** The highest number of a resource and the last change. */
export const LAST_NUMBERS = `
select coalesce((select max(resource_no) from resource), 0), coalesce((select max(change) from resource_version), 0)`;

/** Columns of a stored version, of aliases r and v. */
export const VERSION = 'r.type, r.id, v.version, v.updated_at, v.deleted, v.body, v.change';

/** The current version of one resource. */
export const READ: string = `
select ${VERSION} from resource r join resource_version v using (resource_no, version) where r.type = $1 and r.id = $2`;

/** Current versions of several that are not deleted. */
export const READ_MANY: string = `
select ${VERSION} from resource r join resource_version v using (resource_no, version)
where (r.type, r.id) in (select * from unnest($1::text[], $2::text[])) and not r.deleted`;

/** One version. */
export const READ_VERSION: string = `
select ${VERSION} from resource r join resource_version v using (resource_no)
where r.type = $1 and r.id = $2 and v.version = $3`;

/** What stands of a type ($1), changed at or after $2, after the place ($3, $4): $5 limit. */
export const STANDING_PAGE: string = `
select ${VERSION} from (
  select resource_no, type, id, version from resource
  where type = $1 and updated_at >= $2 and (updated_at, id) > ($3::bigint, $4::text)
  order by updated_at, id limit $5
) r join resource_version v using (resource_no, version) order by v.updated_at, r.id`;

/** Changes newest first: $1 type, $2 id, $3 since, $4 before, $5 limit, $6 offset; each of the first four may be null. */
export const HISTORY: string = `
select ${VERSION} from resource r join resource_version v using (resource_no)
where ($1::text is null or r.type = $1) and ($2::text is null or r.id = $2)
  and ($3::bigint is null or v.updated_at >= $3) and ($4::bigint is null or v.updated_at < $4)
order by v.change desc limit $5 offset $6`;

/** Changes after a place ($1), oldest first: $2 limit, $3 type or null. */
export const CHANGES: string = `
select ${VERSION} from resource_version v join resource r using (resource_no)
where v.change > $1 and ($3::text is null or r.type = $3)
order by v.change limit $2`;
