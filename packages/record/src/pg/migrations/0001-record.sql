-- The record: one append-only log in 256 partitions, the audit trail beside it, and what is derived from them.
-- Instants are milliseconds since 1970-01-01T00:00:00Z.

create table subject (
  subject_no integer generated always as identity primary key,
  ref text not null unique
);

-- Columns stand by falling alignment, so that a row holds no padding. The body is json, not jsonb: jsonb refuses \u0000 and
-- rewrites numbers and order, and the log keeps what it was given.
create table event (
  seq bigint not null,
  effective_at bigint not null,
  recorded_at bigint not null,
  dedupe uuid not null,
  subject_no integer not null,
  source integer not null,
  part smallint not null,
  kind smallint not null,
  revised boolean not null,
  body json not null,
  constraint event_place primary key (part, seq),
  constraint event_once unique (dedupe)
);
create index event_of_subject on event (subject_no, effective_at);
-- Few events open, close or couple twins (kinds 0, 1 and 5), and few revise: small indexes find them.
create index event_openings on event (part, seq) where kind in (0, 1, 5);
create index event_revisions on event (subject_no, effective_at) where revised;
comment on column event.source is 'Hash of the source system and id, by which versions of one reading are found; 0 without';

create table audit (
  audit_no bigint generated always as identity primary key,
  at bigint not null,
  actor text not null,
  role text not null,
  action text not null,
  target text not null,
  allowed boolean not null,
  reason text not null,
  request text not null
);

create index audit_by_actor on audit (actor, audit_no);
create index audit_by_target on audit (target, audit_no);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger event_append_only before update or delete or truncate on event
  for each statement execute function refuse_change();
create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function refuse_change();

-- One owner a partition; the epoch rises at each change of hands, and an append under an older epoch inserts nothing.
-- How long an owner may be silent stands in one row of its own, so that renewing it costs one row and blocks no append.
create table lease_owner (
  owner text primary key,
  until timestamptz not null
);
create table partition_lease (
  part smallint primary key check (part between 0 and 255),
  epoch integer not null default 0,
  owner text
);
insert into partition_lease (part) select generate_series(0, 255);

create table snapshot (
  twin text not null,
  at bigint not null,
  seq bigint not null,
  model text not null,
  model_version text not null,
  sha256 text not null,
  state bytea not null,
  primary key (twin, at, seq)
);
alter table snapshot alter column state set storage external;

create table forecast (
  id text primary key,
  twin text not null,
  from_at bigint not null,
  issued_at bigint not null,
  body json not null
);
create index forecast_of_twin on forecast (twin, from_at desc, id desc);

create table forecast_lead (
  twin text not null,
  due_at bigint not null,
  forecast text not null references forecast (id),
  primary key (twin, due_at, forecast)
);

create table score (
  forecast text not null,
  lead double precision not null,
  twin text not null,
  from_at bigint not null,
  truth_seq bigint not null,
  truth double precision not null,
  error double precision not null,
  persistence_error double precision not null,
  crps double precision not null,
  pit double precision not null,
  inside50 boolean not null,
  inside90 boolean not null,
  live boolean not null,
  primary key (forecast, lead)
);
create index score_of_twin on score (twin, from_at);
create index score_of_truth on score (twin, truth_seq);

create table kept_scenario (
  id text primary key,
  twin text not null,
  name text not null,
  created_by text not null,
  created_at bigint not null,
  scenario json not null,
  result json not null
);
create index kept_scenario_of_twin on kept_scenario (twin, created_at desc, id);

create table account (
  id text primary key,
  name text not null unique check (name = lower(name)),
  display_name text not null,
  role text not null,
  password_hash text not null,
  disabled boolean not null
);

create table session (
  token_hash text primary key,
  account text not null references account (id),
  created_at bigint not null,
  expires_at bigint not null
);
create index session_by_expiry on session (expires_at);
