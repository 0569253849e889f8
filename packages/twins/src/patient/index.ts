export { glucoseFreeLiving } from './glucose/free-living/model.ts';
export * from './glucose/metrics/index.ts';
export { capillaryGlucose, GLUCOSE_MOLAR_MASS, sensorGlucose } from './glucose/observables.ts';
export { s2008Equations } from './glucose/s2008/equations.ts';
export { type GlucoseProtocol, type GlucoseTrace, glucoseTrace } from './glucose/s2008/glucose-trace.ts';
export { glucoseS2008 } from './glucose/s2008/model.ts';
export { SENSOR_PHI, sensorError } from './glucose/s2008/sensor-error.ts';
export { readVirtualPatients, type VirtualPatient } from './glucose/s2008/virtual-patient.ts';
export { glucoseThresholds } from './glucose/thresholds.ts';
