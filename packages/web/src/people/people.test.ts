import { describe, expect, it } from 'vitest';
import type { TwinSummary } from '../generated/types.ts';
import { organOf } from '../person/organ.ts';
import { rangeWords } from '../person/range-words.ts';
import { groupPeople } from './group-people.ts';
import { orderPeople } from './order-people.ts';

const twin = (id: string, subject: string, part: Partial<TwinSummary> = {}): TwinSummary => ({
  id,
  subject,
  label: subject.split('/')[1]!,
  origin: 'recorded',
  attribution: null,
  kind: 'patient',
  model: 'circulation',
  modelVersion: '1.0.0',
  modelTitle: id,
  openedAt: '2026-01-01T00:00:00.000Z',
  closedAt: null,
  seq: 1,
  fit: { kind: 'fits', reason: null, since: null },
  readUntil: null,
  latest: null,
  risks: [],
  track: null,
  drift: 1,
  recent: { at: [], median: [] },
  ...part,
});

const risk = (probability: number): TwinSummary['risks'][number] => ({
  name: 'low',
  words: 'fall',
  of: 'x',
  side: 'below',
  limit: 1,
  unit: '1',
  source: '',
  probability,
  count: Math.round(probability * 50),
  typicalAt: null,
});

const ward = [
  twin('g', 'Patient/ada', { model: 'glucose-s2008', risks: [risk(0.2)] }),
  twin('h', 'Patient/ada', { risks: [risk(0.6)] }),
  twin('o', 'Patient/ben', { fit: { kind: 'abstains', reason: 'stale', since: null } }),
  twin('ward', 'Location/ward-3'),
  twin('done', 'Patient/cyd', { closedAt: '2026-01-02T00:00:00.000Z', risks: [risk(0.99)] }),
];

describe('people', () => {
  it('are the patients among the subjects, each once with all twins, the heart before glucose', () => {
    const people = groupPeople(ward);
    expect(people.map(({ key }) => key)).toEqual(['ada', 'ben', 'cyd']);
    expect(people[0]!.twins.map(({ id }) => id)).toEqual(['h', 'g']);
  });

  it('carry the most probable risk of the twins that are open, and how many doubt themselves', () => {
    const [ada, ben, cyd] = groupPeople(ward);
    expect(ada!.risk?.twin.id).toBe('h');
    expect(cyd!.risk).toBeNull();
    expect([ada, ben, cyd].map((person) => person!.doubts)).toEqual([0, 1, 0]);
  });

  it('stand by what may happen to them, or by doubt, and are found by what follows them', () => {
    const people = groupPeople(ward);
    const keys = (order: 'risk' | 'doubt', text = ''): readonly string[] =>
      orderPeople(people, { text, order, origin: 'all' }).map(({ key }) => key);
    expect(keys('risk')).toEqual(['ada', 'ben', 'cyd']);
    expect(keys('doubt')[0]).toBe('ben');
    expect(keys('risk', 'cyd done')).toEqual(['cyd']);
    expect(keys('risk', 'nobody')).toEqual([]);
  });
});

it.each([
  ['circulation', 'heart'],
  ['glucose-free-living', 'glucose'],
  ['vancomycin-goti-2018', 'drug'],
  ['lungs', 'lungs'],
  ['something-else', 'other'],
] as const)('a twin of %s is about the %s', (model, organ) => {
  expect(organOf(model)).toBe(organ);
});

it.each([
  [[5, 6, 7], 'inside', 'within the usual range'],
  [[3, 5, 7], 'perhaps-outside', 'usual, but may be below 4'],
  [[5, 6, 9], 'perhaps-outside', 'usual, but may be above 8'],
  [[2, 3, 5], 'probably-outside', 'more likely than not below the usual 4'],
  [[9, 10, 11], 'outside', 'above the usual 8'],
] as const)(
  'an estimate of %j beside a usual 4 to 8 is said with its doubt',
  ([q05, q50, q95], standing, words) => {
    const measure = { unit: 'L/min', factor: 1, decimals: 0 };
    expect(rangeWords({ q05, q50, q95 }, { low: 4, high: 8, source: 'test' }, measure)).toEqual({
      standing,
      words,
    });
    expect(rangeWords({ q05, q50, q95 }, undefined, measure).words).toBe('');
  },
);
