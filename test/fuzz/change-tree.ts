import fc from 'fast-check';
import { copyTree, elementsOf, readTree, type XmlNode } from './xml-tree.ts';

/** Values that readers have tripped over. */
const ODD = [
  '',
  ' ',
  '0',
  '-0',
  '1',
  '-1',
  '1e999',
  '-1e-999',
  'NaN',
  'INF',
  '-INF',
  '0x10',
  '1e5',
  '1.',
  'true',
  'false',
  '2',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'é',
  '\u{1F600}',
  '\uFFFD',
  '&#x10FFFF;',
  '&amp;',
  'a b',
  'A'.repeat(300),
  'http://www.sbml.org/sbml/symbols/time',
  'http://www.sbml.org/sbml/symbols/delay',
  'http://www.sbml.org/sbml/symbols/rateOf',
  'http://www.sbml.org/sbml/symbols/avogadro',
  'http://www.sbml.org/sbml/symbols/distrib/normal',
];

const OPERATIONS = [
  'plus',
  'minus',
  'times',
  'divide',
  'power',
  'root',
  'exp',
  'ln',
  'log',
  'abs',
  'floor',
  'factorial',
];
const TRUTHS = ['eq', 'neq', 'lt', 'leq', 'gt', 'and', 'or', 'xor', 'not', 'implies'];

/** One change: what is done, where, with what else, and a value. */
interface Change {
  readonly how: (typeof WAYS)[number];
  readonly at: number;
  readonly other: number;
  readonly value: string;
  readonly math: string;
}

const WAYS = [
  'drop',
  'copy into',
  'copy beside',
  'swap',
  'rename',
  'drop attribute',
  'set attribute',
  'attribute of another',
  'text',
  'formula',
  'wrap',
] as const;

/** Formulas of the names of a document, well-formed, of any meaning. */
function formulas(names: readonly string[]): fc.Arbitrary<string> {
  const symbol = (of: string): string =>
    `<csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/${of}">${of}</csymbol>`;
  return fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...names, 'nothing').map((name) => `<ci>${name}</ci>`),
      fc.constantFrom('0', '1', '2', '-3.5', '1e300').map((number) => `<cn>${number}</cn>`),
      fc.constantFrom(symbol('time'), symbol('avogadro'), '<pi/>', '<true/>', '<infinity/>', '<notanumber/>'),
      fc
        .tuple(fc.constantFrom(...OPERATIONS, ...TRUTHS), fc.array(tie('node'), { maxLength: 3 }))
        .map(([operation, operands]) => `<apply><${operation}/>${operands.join('')}</apply>`),
      fc
        .tuple(fc.constantFrom(...names), fc.array(tie('node'), { maxLength: 2 }))
        .map(([name, operands]) => `<apply><ci>${name}</ci>${operands.join('')}</apply>`),
      fc
        .tuple(fc.constantFrom('delay', 'rateOf', 'distrib/normal'), fc.array(tie('node'), { maxLength: 2 }))
        .map(([of, operands]) => `<apply>${symbol(of)}${operands.join('')}</apply>`),
      fc
        .tuple(tie('node'), tie('node'), tie('node'))
        .map(([a, b, c]) => `<piecewise><piece>${a}${b}</piece><otherwise>${c}</otherwise></piecewise>`),
    ),
  })).node;
}

/** Documents made of one of these by a few changes of its elements, attributes and formulas; they stay well-formed. */
export function changedTrees(documents: readonly XmlNode[]): fc.Arbitrary<XmlNode> {
  return fc.nat(documents.length - 1).chain((index) => {
    const document = documents[index]!;
    const names = [
      ...new Set(
        elementsOf(document).flatMap(({ attributes }) =>
          attributes.filter(([key]) => /(^|:)(id|name)$/.test(key)),
        ),
      ),
    ].map(([, value]) => value);
    const change: fc.Arbitrary<Change> = fc.record({
      how: fc.constantFrom(...WAYS),
      at: fc.nat(),
      other: fc.nat(),
      value: fc.oneof(fc.constantFrom(...ODD), fc.constantFrom(...names)),
      math: formulas(names),
    });
    return fc.array(change, { minLength: 1, maxLength: 5 }).map((changes) => {
      const root = copyTree(document);
      for (const one of changes) apply(root, one);
      return root;
    });
  });
}

function apply(root: XmlNode, { how, at, other, value, math }: Change): void {
  const all = elementsOf(root);
  const node = all[at % all.length]!;
  const second = all[other % all.length]!;
  const attribute = node.attributes[other % Math.max(1, node.attributes.length)];
  const parent = all.find(({ children }) => children.includes(node));
  switch (how) {
    case 'drop':
      if (parent !== undefined) parent.children = parent.children.filter((child) => child !== node);
      break;
    case 'copy into':
      second.children.push(copyTree(node));
      break;
    case 'copy beside':
      parent?.children.splice(parent.children.indexOf(node), 0, copyTree(node));
      break;
    case 'swap': {
      const [a, b] = [copyTree(node), copyTree(second)];
      Object.assign(node, b);
      if (!elementsOf(node).includes(second)) Object.assign(second, a);
      break;
    }
    case 'rename':
      node.name = second.name;
      break;
    case 'drop attribute':
      node.attributes = node.attributes.filter((one) => one !== attribute);
      break;
    case 'set attribute':
      if (attribute !== undefined) attribute[1] = value;
      break;
    case 'attribute of another': {
      const lent = second.attributes[at % Math.max(1, second.attributes.length)];
      if (lent === undefined || node.attributes.some(([key]) => key === lent[0])) break;
      node.attributes.push([lent[0], lent[1]]);
      break;
    }
    case 'text':
      node.children = [value];
      break;
    case 'formula': {
      const within = all.filter(({ name }) => /^(apply|ci|cn|piece|otherwise|math)$/.test(name));
      const place = within[at % Math.max(1, within.length)];
      if (place === undefined) break;
      const formula = readTree(math)!;
      if (/^(ci|cn|apply)$/.test(place.name)) Object.assign(place, formula);
      else place.children = [formula];
      break;
    }
    case 'wrap': {
      const inner = copyTree(node);
      node.name = 'apply';
      node.attributes = [];
      node.children = [{ name: 'minus', attributes: [], children: [] }, inner];
      break;
    }
  }
}
