import { describe, expect, it } from 'vitest';
import {
  applyFhirPathPatch,
  applyJsonPatch,
  compileFhirPath,
  loadDefinitions,
  readFhirXml,
} from './index.ts';

const ana = { resourceType: 'Patient', name: [{ family: 'Vega', given: ['Ana', 'Li'] }] };

describe('FHIRPath', () => {
  it('gives values with their types, and says where they stand', () => {
    const path = compileFhirPath('Patient.name.given');
    expect(path.values(ana)).toEqual(['Ana', 'Li']);
    expect(path.typed(ana)[0]).toEqual({ value: 'Ana', type: 'FHIR.string' });
    expect(path.places(ana)[1]).toEqual(['name', 0, 'given', 1]);
  });
  it('refuses what is no expression, and names no type has when asked to be strict', () => {
    expect(() => compileFhirPath('Patient.name.')).toThrow(/FHIRPath/);
    expect(() => compileFhirPath('Patient.nmae', { strictFor: 'Patient' })).toThrow(/no element "nmae"/);
    expect(() => compileFhirPath('Observation.valueQuantity', { strictFor: 'Observation' })).toThrow(
      /valueQuantity/,
    );
  });
});

describe('patches', () => {
  it('leave the document as it was when one operation fails', () => {
    const patch = [
      { op: 'remove', path: '/name' },
      { op: 'test', path: '/active', value: true },
    ];
    expect(() => applyJsonPatch(ana, patch)).toThrow(/operation 2/);
    expect(ana.name).toHaveLength(1);
  });
  it('leave no empty element behind', () => {
    const remove = {
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'operation',
          part: [
            { name: 'type', valueCode: 'delete' },
            { name: 'path', valueString: 'Patient.name' },
          ],
        },
      ],
    };
    const one = { resourceType: 'Patient', active: true, name: [{ family: 'Vega' }] };
    expect(applyFhirPathPatch(one, remove, loadDefinitions())).toEqual({
      resourceType: 'Patient',
      active: true,
    });
  });
  it('do not reach the prototype', () => {
    expect(() => applyJsonPatch({}, [{ op: 'add', path: '/__proto__/x', value: 1 }])).toThrow(
      /nowhere|not allowed/,
    );
  });
});

describe('XML', () => {
  it('becomes JSON by the definitions: lists, numbers, booleans, and extensions of what is primitive', () => {
    const xml = `<Patient xmlns="http://hl7.org/fhir"><active value="true"/>
      <name><given value="Ana"/><given><extension url="http://x.org/y"><valueInteger value="3"/></extension></given></name></Patient>`;
    expect(readFhirXml(xml, loadDefinitions())).toEqual({
      resourceType: 'Patient',
      active: true,
      name: [
        { given: ['Ana', null], _given: [null, { extension: [{ url: 'http://x.org/y', valueInteger: 3 }] }] },
      ],
    });
    expect(() =>
      readFhirXml('<Patient xmlns="http://hl7.org/fhir"><nmae/></Patient>', loadDefinitions()),
    ).toThrow(/nmae/);
  });
});
