export type { FhirResource, FhirValue } from './map/fhir-value.ts';
export type { MappingNote } from './map/mapping-context.ts';
export { type MappedMessage, type MappingOptions, mapMessage } from './map-message.ts';
export { toAdtEvents } from './to-adt-event.ts';
export { toldOver, type Word } from './told-over.ts';
export { parseV2, V2Message, type V2Segment } from './v2-message.ts';
