export { isDataPoint, readDataPoint } from './data-point.ts';
export { openSchemas, schemasIn } from './open-schemas.ts';
export { readTar } from './read-tar.ts';
export { SchemaSet } from './schema-set.ts';
