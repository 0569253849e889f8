-- Resources of FHIR: what stands now, every version there was, and the values they are found by.

create table resource (
  resource_no bigint primary key,
  type text not null,
  id text not null,
  version integer not null,
  updated_at bigint not null,
  deleted boolean not null,
  constraint resource_once unique (type, id)
);
create index resource_by_change on resource (type, updated_at);

-- json, not jsonb: decimals keep their zeros and properties their order, as they were given.
create table resource_version (
  resource_no bigint not null,
  change bigint not null,
  updated_at bigint not null,
  version integer not null,
  deleted boolean not null,
  body json,
  primary key (resource_no, version)
);
create unique index resource_version_change on resource_version (change);
-- Left as it is: compressing costs more than it saves while resources come in by the thousand.
alter table resource_version alter column body set storage external;

create table resource_token (
  resource_no bigint not null,
  param integer not null,
  grp smallint not null,
  system text not null,
  code text not null
);
create index resource_token_code on resource_token (param, code, resource_no) include (system, grp);
create index resource_token_of on resource_token (resource_no, param);

create table resource_string (
  resource_no bigint not null,
  param integer not null,
  grp smallint not null,
  plain text not null,
  text text not null
);
create index resource_string_plain on resource_string (param, plain text_pattern_ops, resource_no);
create index resource_string_of on resource_string (resource_no, param);

create table resource_range (
  resource_no bigint not null,
  low double precision not null,
  high double precision not null,
  param integer not null,
  grp smallint not null,
  unit text not null
);
create index resource_range_low on resource_range (param, unit, low, resource_no) include (high, grp);
create index resource_range_of on resource_range (resource_no, param);

create trigger resource_version_append_only before update or delete or truncate on resource_version
  for each statement execute function refuse_change();
