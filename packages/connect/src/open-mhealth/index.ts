export { type SchemaFault, SchemaSet } from './schema-set.ts';
