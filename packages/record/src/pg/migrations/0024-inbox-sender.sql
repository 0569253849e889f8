-- Who handed a message in: the device that signed in, the address of a hospital's interface engine.
alter table inbound_message add column sender text not null default '';
