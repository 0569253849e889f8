import { TwinwardError } from '@twinward/contract';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  valueFromASTUntyped,
} from 'graphql';
import type { Variables } from './arguments.ts';

/** What is asked, ready to be answered. */
export interface Query {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
}

const MOST_TOKENS = 5_000;

/** Reads a document and chooses the operation. Throws `request.invalid` where it is no GraphQL, `request.unsupported` for anything but a query. */
export function readQuery(
  text: string,
  operationName: string | undefined,
  given: Readonly<Record<string, unknown>>,
): Query {
  const document = parsed(text);
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const chosen =
    operationName === undefined ? operations : operations.filter(({ name }) => name?.value === operationName);
  const [operation] = chosen;
  if (operation === undefined || chosen.length > 1) {
    throw new TwinwardError('request.invalid', 'GraphQL: it is not clear which operation is meant', {
      field: 'operationName',
      remedy: 'name one of the operations in the query',
    });
  }
  if (operation.operation !== 'query') {
    throw new TwinwardError(
      'request.unsupported',
      `GraphQL: ${operation.operation} is not supported, only query`,
      {
        field: 'query',
        remedy: 'change resources by the FHIR interactions',
      },
    );
  }
  const variables = new Map<string, unknown>();
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const value = given[variable.name.value] ?? (defaultValue && valueFromASTUntyped(defaultValue));
    if (value !== undefined && value !== null) variables.set(variable.name.value, value);
  }
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  return { operation, fragments: new Map(fragments.map((one) => [one.name.value, one])), variables };
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: MOST_TOKENS, noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new TwinwardError('request.invalid', `GraphQL: ${error.message}`, {
      field: 'query',
      row: error.locations?.[0]?.line ?? 1,
      remedy: 'mend the query',
    });
  }
}
