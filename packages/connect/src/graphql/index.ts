export type { GraphqlSource } from './graphql-source.ts';
export { type GraphqlCall, runGraphql } from './run-graphql.ts';
