// What can be told of a FHIRPath expression before it is run (FHIRPath 2.0, "Type safety and strict evaluation").
import { TwinwardError } from '@twinward/contract';
import type { Definitions } from '../definitions/definitions.ts';
import { elementOf } from '../definitions/element-of.ts';
import type { PathNode } from './path-node.ts';

/** Types an expression may give; null where that cannot be told. `unordered` after functions whose order means nothing. */
interface Given {
  readonly types: readonly string[] | null;
  readonly unordered?: boolean;
}

const UNKNOWN: Given = { types: null };
/** Functions that give what they were called on, or part of it. */
const SAME = new Set([
  'where',
  'first',
  'last',
  'tail',
  'skip',
  'take',
  'single',
  'distinct',
  'trace',
  'exclude',
]);
const BY_PLACE = new Set(['first', 'last', 'tail', 'skip', 'take']);
const LITERALS: Readonly<Record<string, string>> = {
  StringLiteral: 'System.String',
  NumberLiteral: 'System.Number',
  BooleanLiteral: 'System.Boolean',
};

/**
 * Throws `request.invalid` when an expression over a type of resource names an element it does not have (`name.given1`),
 * a choice by its name in JSON (`valueQuantity` for `value`), another type's context, takes by place from what has no order, or gives `iif` what is never
 * true or false.
 */
export function checkPath(ast: PathNode, type: string, definitions: Definitions): void {
  const visit = (node: PathNode, focus: Given): Given => {
    const children = node.children ?? [];
    switch (node.type) {
      case 'EntireExpression':
      case 'TermExpression':
      case 'InvocationTerm':
      case 'ParenthesizedTerm':
      case 'LiteralTerm':
        return children.length === 1 ? visit(children[0]!, focus) : UNKNOWN;
      case 'InvocationExpression':
        return visit(children[1]!, visit(children[0]!, focus));
      case 'ThisInvocation':
        return focus;
      case 'MemberInvocation':
        return member(node, focus);
      case 'FunctionInvocation':
        return call(children[0]!, focus);
      case 'TypeExpression':
        visit(children[0]!, focus);
        return node.text === 'as' ? narrowed(children[1]!) : UNKNOWN;
      case 'IndexerExpression':
        visit(children[1]!, UNKNOWN);
        return visit(children[0]!, focus);
      case 'UnionExpression': {
        const [left, right] = children.map((child) => visit(child, focus));
        const both = left?.types && right?.types ? [...left.types, ...right.types] : null;
        return { types: both };
      }
      default: {
        const literal = LITERALS[node.type];
        if (literal !== undefined) return { types: [literal] };
        for (const child of children) visit(child, focus);
        return UNKNOWN;
      }
    }
  };
  const member = (node: PathNode, focus: Given): Given => {
    const name = (node.text ?? '').replaceAll('`', '');
    const named = definitions.types[name];
    if (node.atRoot === 1 && named?.kind === 'resource') {
      if (!isA(type, name, definitions)) refuse(`${name} is not the context, which is ${type}`, name);
      return { types: [type] };
    }
    if (focus.types === null || focus.types.some((one) => one.startsWith('System.'))) return UNKNOWN;
    const found = focus.types.flatMap((one) => elementTypes(one, name, definitions) ?? []);
    if (found.length === 0) {
      if (focus.types.some((one) => opaque(one, definitions))) return UNKNOWN;
      refuse(`${focus.types.join(' or ')} has no element "${name}"`, name);
    }
    return { types: found };
  };
  const call = (functn: PathNode, focus: Given): Given => {
    const name = functn.text ?? '';
    const args = (functn.children ?? []).find((child) => child.type === 'ParamList')?.children ?? [];
    if (BY_PLACE.has(name) && focus.unordered) refuse(`${name}() takes from what has no order`, name);
    if (name === 'ofType' || name === 'as') return args[0] === undefined ? UNKNOWN : narrowed(args[0]);
    if (name === 'is') return { types: ['System.Boolean'] };
    const inner = name === 'repeat' || name === 'aggregate' || name === 'sort' ? UNKNOWN : focus;
    const given = args.map((arg) => visit(arg, inner));
    if (name === 'iif' && given[0]?.types?.every((one) => /^System\.(?!Boolean)/.test(one))) {
      refuse('the criterion of iif() is never true or false', 'iif');
    }
    if (SAME.has(name)) return focus;
    if (name === 'select') return given[0] ?? UNKNOWN;
    return name === 'children' || name === 'descendants' ? { types: null, unordered: true } : UNKNOWN;
  };
  const narrowed = (node: PathNode): Given => {
    let deepest: PathNode = node;
    while (deepest.text === undefined && deepest.children?.length === 1) deepest = deepest.children[0]!;
    const name = (deepest.text ?? '').replace(/^FHIR\./, '');
    return definitions.types[name] === undefined ? UNKNOWN : { types: [name] };
  };
  visit(ast, { types: [type] });
}

function elementTypes(type: string, name: string, definitions: Definitions): readonly string[] | null {
  const elements = definitions.types[type]?.elements;
  const choice = elements?.[`${name}[x]`];
  if (choice !== undefined) return choice.types;
  const found = elementOf(definitions, type, name);
  if (found === null || found.name.endsWith('[x]')) return null;
  return found.element.types;
}

function opaque(type: string, definitions: Definitions): boolean {
  const definition = definitions.types[type];
  return definition === undefined || definition.abstract === true || type === 'xhtml';
}

function isA(type: string, ancestor: string, definitions: Definitions): boolean {
  for (let at: string | undefined = type; at !== undefined; at = definitions.types[at]?.base) {
    if (at === ancestor) return true;
  }
  return false;
}

function refuse(why: string, field: string): never {
  throw new TwinwardError('request.invalid', `FHIRPath: ${why}`, {
    field,
    remedy: 'name elements as the definitions of FHIR R4 do',
  });
}
