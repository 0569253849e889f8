import { TwinwardError } from '@twinward/contract';
import { type ArgumentNode, Kind, type ValueNode } from 'graphql';

/** Values of variables by name. */
export type Variables = ReadonlyMap<string, unknown>;

/** Arguments by name: each a text, or several for a list. */
export function argumentsOf(
  nodes: readonly ArgumentNode[] | undefined,
  variables: Variables,
): ReadonlyMap<string, readonly string[]> {
  return new Map((nodes ?? []).map(({ name, value }) => [name.value, textsOf(value, variables, name.value)]));
}

function textsOf(node: ValueNode, variables: Variables, name: string): readonly string[] {
  switch (node.kind) {
    case Kind.VARIABLE: {
      const value = variables.get(node.name.value);
      if (value === undefined) throw refused(`the variable $${node.name.value} has no value`, name);
      return Array.isArray(value) ? value.map(String) : [String(value)];
    }
    case Kind.LIST:
      return node.values.flatMap((value) => textsOf(value, variables, name));
    case Kind.STRING:
    case Kind.INT:
    case Kind.FLOAT:
    case Kind.ENUM:
      return [node.value];
    case Kind.BOOLEAN:
      return [String(node.value)];
    default:
      throw refused(`the argument "${name}" is neither a value nor a list of values`, name);
  }
}

function refused(why: string, field: string): TwinwardError {
  return new TwinwardError('request.invalid', `GraphQL: ${why}`, { field, remedy: 'give the value' });
}
