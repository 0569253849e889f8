-- Whom alone a session is about, where an EHR opened it from one patient.
alter table session add column confined_to text;
