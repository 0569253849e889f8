// A34 and A40: the identifiers in MRG-1 were the same person all along. The other's record is kept and points to the survivor's.
import type { V2Field } from '../v2-message.ts';
import { identifierOf } from './datatypes.ts';
import type { FhirValue } from './fhir-value.ts';
import type { MappedPatient } from './map-patient.ts';
import type { MappingContext } from './mapping-context.ts';

/** Maps a merge; returns the identifiers that no longer lead. */
export function mapMerge(context: MappingContext, survivor: MappedPatient): readonly FhirValue[] {
  const { message } = context;
  if (!['A18', 'A34', 'A36', 'A39', 'A40'].includes(message.event)) return [];
  const merged = message.all('MRG').flatMap((mrg) => mrg.all(1));
  return merged.map((field: V2Field) => {
    const identifier = identifierOf(field, context.time);
    const system = identifier.system === undefined ? '' : `${String(identifier.system)}|`;
    context.add(
      {
        resourceType: 'Patient',
        identifier: [identifier],
        active: false,
        link: [{ other: { reference: survivor.url }, type: 'replaced-by' }],
      },
      [context.ownerOf(identifier), String(identifier.value)],
      { method: 'PUT', url: `Patient?identifier=${encodeURIComponent(system + String(identifier.value))}` },
    );
    return identifier;
  });
}
