-- What services keep over a restart: small documents by kind and key, keys in the order of their code points.
create table service_state (
  kind text not null,
  key text collate "C" not null,
  value json not null,
  primary key (kind, key)
);
