export { isDataPoint, readDataPoint } from './omh-document.ts';
export { openSchemas, schemasIn } from './open-schemas.ts';
export { readTar } from './read-tar.ts';
export { SchemaSet } from './schema-set.ts';
