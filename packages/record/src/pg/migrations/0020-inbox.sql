-- Messages as they came in, before and after anything was made of them, and whom identifiers mean.
create table inbound_message (
  place bigint generated always as identity primary key,
  id text not null unique,
  connector text not null,
  key text not null,
  received_at bigint not null,
  sha256 text not null,
  bytes bytea not null,
  state text not null default 'received',
  settled_at bigint,
  what text not null default '',
  subject text,
  reason text not null default '',
  outcome json,
  unique (connector, key)
);
create index inbound_unsettled on inbound_message (state, place) where state <> 'done';
create table subject_link (
  key text primary key,
  subject text not null,
  by text not null,
  at bigint not null
);
