export { isCompact, readCompact } from './compact-message.ts';
export type { DeviceReading, DeviceReadings, LeftAside } from './device-reading.ts';
export { loincOfMdc, ucumOfMdc } from './mdc-loinc.ts';
export { isSentinel } from './sentinel.ts';
