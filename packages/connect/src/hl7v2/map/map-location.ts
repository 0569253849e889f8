// PL[Location]: a point of care with its room and bed, inside its floor, building and facility.
import type { V2Field } from '../v2-message.ts';
import { type FhirValue, filled } from './fhir-value.ts';
import type { MappingContext } from './mapping-context.ts';

const KINDS = 'http://terminology.hl7.org/CodeSystem/location-physical-type';
/** Components of a PL from the outside in. */
const LEVELS = [
  [4, 'si', 'Site'],
  [7, 'bu', 'Building'],
  [8, 'lvl', 'Level'],
  [1, 'wa', 'Ward'],
  [2, 'ro', 'Room'],
  [3, 'bd', 'Bed'],
] as const;

/** The innermost place a PL names, all places around it added to the bundle; null for an empty PL. */
export function mapLocation(context: MappingContext, field: V2Field): FhirValue | null {
  const path: string[] = [];
  let outer: string | null = null;
  for (const [component, code, display] of LEVELS) {
    const name = field.text(component);
    if (name === '') continue;
    path.push(`${code}:${name}`);
    const value = path.join('/');
    const resource: FhirValue & { resourceType: string } = {
      resourceType: 'Location',
      ...filled({
        identifier: [{ system: 'urn:twinward:v2:location', value }],
        status: 'active',
        name,
        mode: 'instance',
        physicalType: { coding: [{ system: KINDS, code, display }] },
        partOf: outer === null ? undefined : { reference: outer },
      }),
    };
    outer = context.add(resource, [context.facility, value], {
      method: 'PUT',
      url: `Location?identifier=${encodeURIComponent(`urn:twinward:v2:location|${value}`)}`,
    });
  }
  if (outer === null) return null;
  return {
    reference: outer,
    display: LEVELS.map(([component]) => field.text(component))
      .filter((part) => part !== '')
      .join(', '),
  };
}
