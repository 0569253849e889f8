import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCgmTable } from './read-cgm-table.ts';

const recorded = readFileSync(
  new URL('../../../../data/cgm/hall2018-cgm-13subjects.csv', import.meta.url),
  'utf8',
);

test('the recordings of Hall 2018 hold 23,985 readings of 13 people, in order of time', () => {
  const people = readCgmTable(recorded);
  expect(people.map((p) => p.id)).toHaveLength(13);
  expect(people.reduce((n, p) => n + p.mgdl.length, 0)).toBe(23_985);
  expect(people.filter((p) => p.diagnosis === 'diabetic')).toHaveLength(3);
  for (const { times } of people) expect(times.every((t, i) => i === 0 || t > times[i - 1]!)).toBe(true);
  expect(new Date(people[0]!.times[0]!).toISOString()).toBe('2014-02-03T03:42:12.000Z');
  expect(people[0]!.mgdl[0]).toBe(93);
});

test.each([
  ['time,gl\n', 'id', 1],
  ['id,time,gl\nA,03-04-2026 08:00,104\n', 'time', 2],
  ['id,time,gl\nA,2026-07-01 08:00,104\nA,2026-07-01 08:05,-999\n', 'gl', 3],
  ['id,time,gl\n', 'row', 2],
])('a table that is none is refused with row and field: %j', (text, field, row) => {
  expect(() => readCgmTable(text)).toThrow(
    expect.objectContaining({ code: 'file.invalid', place: expect.objectContaining({ field, row }) }),
  );
});
