import { type ModelPart, makePart } from './model-part.ts';

/** What a name of a submodel becomes in the model that holds it: another name, times and over conversion factors. */
export interface NewName {
  readonly name: string;
  readonly times: readonly string[];
  readonly over: readonly string[];
}

/** What changes in the formulas of a submodel. */
export interface MathChange {
  readonly nameOf: (name: string) => NewName | null;
  /** The parameter by which times of the submodel are multiplied, if any. */
  readonly timeFactor: string | null;
}

const SYMBOLS = 'http://www.sbml.org/sbml/symbols/';

/** Rewrites what a `math` element holds, in place. */
export function rewriteMath(math: ModelPart, change: MathChange): void {
  math.children = math.children.map((child) => rewritten(child, change));
}

/** Multiplies and divides what a `math` element holds by parameters, in place. */
export function scaleMath(
  math: ModelPart | undefined,
  times: readonly string[],
  over: readonly string[],
): void {
  const [first, ...rest] = math?.children ?? [];
  if (math !== undefined && first !== undefined) math.children = [scaled(first, times, over), ...rest];
}

function rewritten(node: ModelPart, change: MathChange): ModelPart {
  if (node.name === 'ci') return renamed(node, change);
  if (node.name === 'csymbol') {
    const isTime = node.attributes.get('definitionURL')?.trim() === `${SYMBOLS}time`;
    return isTime && change.timeFactor !== null ? scaled(node, [], [change.timeFactor]) : node;
  }
  const [head, ...rest] = node.children;
  if (node.name !== 'apply' || head === undefined) {
    node.children = node.children.map((child) => rewritten(child, change));
    return node;
  }
  // a function that is called keeps to its name: only values are converted
  if (head.name === 'ci') head.text = change.nameOf(head.text.trim())?.name ?? head.text;
  node.children = [head, ...rest.map((child) => rewritten(child, change))];
  if (head.name !== 'csymbol' || change.timeFactor === null) return node;
  const url = head.attributes.get('definitionURL')?.trim();
  if (url === `${SYMBOLS}rateOf`) return scaled(node, [change.timeFactor], []);
  if (url === `${SYMBOLS}delay`) {
    const [of, by, ...more] = node.children.slice(1);
    if (of !== undefined && by !== undefined) {
      node.children = [head, of, scaled(by, [change.timeFactor], []), ...more];
    }
  }
  return node;
}

function renamed(node: ModelPart, change: MathChange): ModelPart {
  const become = change.nameOf(node.text.trim());
  if (become === null) return node;
  node.text = become.name;
  return scaled(node, become.times, become.over);
}

function scaled(node: ModelPart, times: readonly string[], over: readonly string[]): ModelPart {
  let made = node;
  const apply = (operation: string, by: string): void => {
    made = makePart(node, 'apply', [makePart(node, operation, []), made, makePart(node, 'ci', [], by)]);
  };
  for (const by of times) apply('times', by);
  for (const by of over) apply('divide', by);
  return made;
}
