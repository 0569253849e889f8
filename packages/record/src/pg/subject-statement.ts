// The statement that reads a subject's history within its two kinds of bounds: when it was true, and when it was known.
import type { SubjectRef } from '@twinward/contract';
import { sourceHash } from '../event-source.ts';
import type { SubjectQuery } from '../ports/event-log.ts';
import { EVENT_KINDS } from '../stored-event.ts';

/** Text, values and the name under which the statement stays prepared. A source is met by its hash, and then `latest` is left to the caller. */
export function subjectStatement(
  subject: SubjectRef,
  query: SubjectQuery,
): { readonly text: string; readonly values: readonly unknown[]; readonly name: string } {
  const values: unknown[] = [subject];
  const conditions: string[] = [];
  let shape = 'subject';
  const bound = (letter: string, value: unknown, condition: (place: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    shape += `-${letter}`;
    conditions.push(`and ${condition(`$${values.length}`)}`);
  };
  bound('from', query.from, (place) => `e.effective_at >= ${place}::bigint`);
  bound('to', query.to, (place) => `e.effective_at <= ${place}::bigint`);
  bound('seq', query.untilSeq, (place) => `e.seq <= ${place}::bigint`);
  bound('after', query.afterSeq, (place) => `e.seq > ${place}::bigint`);
  bound('known', query.knownAt, (place) => `e.recorded_at <= ${place}::bigint`);
  const kinds = query.kinds && `{${query.kinds.map((kind) => EVENT_KINDS.indexOf(kind)).join(',')}}`;
  bound('kinds', kinds, (place) => `e.kind = any(${place}::smallint[])`);
  if (query.revised === true) {
    shape += '-revised';
    conditions.push('and e.revised');
  }
  const source = query.source && sourceHash(query.source);
  bound('source', source, (place) => `e.source = ${place}::integer`);
  let limit = '';
  if (query.latest !== undefined) shape += '-latest';
  if (query.latest !== undefined && source === undefined) {
    values.push(query.latest);
    limit = `limit $${values.length}::bigint`;
  }
  const direction = query.latest === undefined ? '' : 'desc';
  const text = `
    select e.part, e.seq, $1::text, e.recorded_at, e.body from event e
    where e.subject_no = (select s.subject_no from subject s where s.ref = $1) ${conditions.join(' ')}
    order by e.effective_at ${direction}, e.seq ${direction} ${limit}`;
  return { text, values, name: shape };
}
