import { describe, expect, it } from 'vitest';
import { checkCdsDocument } from './check-cds-document.ts';

const card = { summary: 'INR above range', indicator: 'warning', source: { label: 'Twinward' } };
const patientView = {
  hook: 'patient-view',
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  context: { userId: 'Practitioner/p1', patientId: 'p2' },
};
const placesOf = (document: unknown) => checkCdsDocument(document).issues.map(({ at }) => at);

describe('documents of CDS Hooks', () => {
  it('hold when they are what the specification says', () => {
    expect(placesOf({ cards: [card] })).toEqual([]);
    expect(placesOf(patientView)).toEqual([]);
  });

  it('say at which place they do not', () => {
    expect(placesOf({})).toEqual(['cards']);
    expect(placesOf({ cards: [{ ...card, summary: 'x'.repeat(140) }] })).toEqual(['cards[0].summary']);
    expect(placesOf({ cards: [{ ...card, links: [{ label: 'a', url: 'https://a.example' }] }] })).toEqual([
      'cards[0].links[0].type',
    ]);
    expect(
      placesOf({ ...patientView, context: { ...patientView.context, patientId: 'Patient/p2' } }),
    ).toEqual(['context.patientId']);
  });

  it('may not prefetch an entry of a Bundle where a resource belongs', () => {
    const entry = { response: { status: '200 OK' }, resource: { resourceType: 'Patient' } };
    expect(placesOf({ ...patientView, prefetch: { patient: entry } })).toEqual([
      'prefetch.patient.resourceType',
    ]);
    expect(placesOf({ ...patientView, prefetch: { patient: null } })).toEqual([]);
  });

  it('are judged no further than what is defined here', () => {
    const { issues, unknown } = checkCdsDocument({ ...patientView, hook: 'tea-time' });
    expect([issues, unknown]).toEqual([[], ['hook tea-time']]);
    expect(checkCdsDocument({ cards: [], extension: { 'org.example.x': 1 } }).unknown).toEqual([
      'extension org.example.x',
    ]);
  });
});
