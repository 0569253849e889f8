export { readAppleHealth } from './apple-health.ts';
export { type HealthFormat, healthFormat } from './health-format.ts';
export { readOmhFile } from './omh-file.ts';
