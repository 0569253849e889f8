import { describe, expect, it } from 'vitest';
import { indexResource, loadDefinitions, parseSearch, searchParameters, validateResource } from '../index.ts';

const definitions = loadDefinitions();
const context = { definitions, now: 0, base: 'http://here/fhir' };

describe('search parameters of R4', () => {
  it('are read but for two of gene sequences, and every one has a number of its own', () => {
    const numbers = new Map<number, string>();
    const unread: string[] = [];
    for (const type of Object.keys(definitions.search)) {
      const { byCode, unread: left } = searchParameters(type, definitions);
      unread.push(...left.map((code) => `${type}.${code}`));
      for (const { code, number, component } of byCode.values()) {
        for (const [i, one] of [number, ...component.map((part) => part.number)].entries()) {
          expect(numbers.get(one), `${type}.${code}`).toBeUndefined();
          numbers.set(one, `${type}.${code}$${i}`);
        }
      }
    }
    expect(numbers.size).toBeGreaterThan(1300);
    // What they compare lies outside of what they are about; a search by them is refused by name.
    expect(unread).toEqual([
      'MolecularSequence.chromosome-variant-coordinate',
      'MolecularSequence.referenceseqid-variant-coordinate',
    ]);
  });
});

describe('a resource', () => {
  const weight = {
    resourceType: 'Observation',
    id: 'w',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '3141-9' }], text: 'Weight' },
    subject: { reference: 'http://here/fhir/Patient/p' },
    effectiveDateTime: '2024-03',
    valueQuantity: { value: 80, system: 'http://unitsofmeasure.org', code: 'kg' },
  };
  const entries = (code: string) => {
    const number = searchParameters('Observation', definitions).byCode.get(code)!.number;
    return indexResource(weight, definitions, context.base).filter(({ param }) => param === number);
  };
  it('is found by its codes, its times by their precision, its own server, and its amount in any unit', () => {
    expect(entries('code')).toContainEqual(
      expect.objectContaining({ system: 'http://loinc.org', code: '3141-9' }),
    );
    expect(entries('date')).toEqual([
      expect.objectContaining({ low: Date.UTC(2024, 2), high: Date.UTC(2024, 3) }),
    ]);
    expect(entries('patient')).toEqual([expect.objectContaining({ system: 'Patient', code: 'p' })]);
    expect(entries('value-quantity')).toContainEqual(expect.objectContaining({ low: 80_000, unit: '=g' }));
    expect(entries('status')).toEqual([
      expect.objectContaining({ system: 'http://hl7.org/fhir/observation-status', code: 'final' }),
    ]);
  });
  it('that says nothing of a death is found among the living', () => {
    const number = searchParameters('Patient', definitions).byCode.get('deceased')!.number;
    const entries = indexResource({ resourceType: 'Patient', id: 'p' }, definitions);
    expect(entries).toContainEqual(expect.objectContaining({ param: number, code: 'false' }));
  });
  it('is told all its faults, by place and rule', () => {
    const faults = validateResource(
      { ...weight, status: 'nope', note: [], effectiveInstant: '2024-03-01T00:00:00Z' },
      definitions,
    );
    expect(faults.map(({ code }) => code).sort()).toEqual(['code-invalid', 'structure', 'structure']);
    expect(validateResource(weight, definitions)).toEqual([]);
  });
});

describe('a search', () => {
  const read = (type: string, query: string) =>
    parseSearch(type, [...new URLSearchParams(query)], context).query.test;
  it('means numbers by their digits, alternatives by commas, and refuses what it does not know by name', () => {
    expect(read('Observation', 'value-quantity=5.4|http://unitsofmeasure.org|g')).toMatchObject({
      of: [{ low: 5.35, high: 5.45, units: ['=g'] }],
    });
    expect(read('Patient', 'gender=male,female')).toMatchObject({
      of: [{ kind: 'any', of: [{ code: 'male' }, { code: 'female' }] }],
    });
    expect(read('Patient', 'gender:not=male')).toMatchObject({ of: [{ kind: 'not' }] });
    expect(() => read('Patient', 'shoe=43')).toThrow(/shoe/);
    expect(() => read('Patient', 'birthdate=2023-02-30')).toThrow(/no date/);
  });
});
