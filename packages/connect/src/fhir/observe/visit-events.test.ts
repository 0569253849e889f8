import { type AdtEvent, instant, parseInstant } from '@twinward/contract';
import { expect, it } from 'vitest';
import { visitEvents } from './visit-events.ts';

const NOW = parseInstant('2026-03-02T09:00:00Z');
const place = { unit: 'W3', room: null, bed: null };

function told(more: object): readonly AdtEvent[] {
  const encounter = {
    resourceType: 'Encounter',
    id: 'e',
    status: 'in-progress',
    class: { code: 'IMP' },
    subject: { reference: 'Patient/p' },
    period: { start: '2026-03-01T10:00:00Z' },
    location: [{ location: { reference: 'Location/w' } }],
    ...more,
  };
  return visitEvents(encounter, () => place, NOW).map(({ event }) => event);
}

it.each([
  ['plannedEndDate of R5', { plannedEndDate: '2026-03-03T14:00:00Z' }],
  [
    'its extension in R4',
    {
      extension: [
        {
          url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate',
          valueDateTime: '2026-03-03T14:00:00Z',
        },
      ],
    },
  ],
  [
    'the end of a period that is not over',
    { period: { start: '2026-03-01T10:00:00Z', end: '2026-03-03T14:00:00Z' } },
  ],
])('a planned end is known from %s, since it was written', (_, more) => {
  const events = told(more);
  expect(events.map(({ kind }) => kind)).toEqual(['admit', 'update']);
  expect(events[1]).toMatchObject({
    at: NOW,
    attributes: { plannedLeave: parseInstant('2026-03-03T14:00:00Z') },
  });
});

it('a planned day without a time is its middle', () => {
  expect(told({ plannedEndDate: '2026-03-03' })[1]!.attributes!.plannedLeave).toBe(
    instant(Date.UTC(2026, 2, 3, 12)),
  );
});

it('an end that has passed, or of a visit that is over, is no plan', () => {
  const over = { period: { start: '2026-03-01T10:00:00Z', end: '2026-03-02T08:00:00Z' } };
  expect(told(over).map(({ kind }) => kind)).toEqual(['admit']);
  expect(told({ ...over, status: 'finished' }).map(({ kind }) => kind)).toEqual(['admit', 'discharge']);
});
