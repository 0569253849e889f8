import fc from 'fast-check';
import { copyTree, elementsOf, type XmlNode } from './xml-tree.ts';

/** Lists whose order means nothing. */
const UNORDERED =
  /^listOf(FunctionDefinitions|UnitDefinitions|Compartments|Species|Parameters|InitialAssignments|Rules|Reactions|Events|EventAssignments|Reactants|Products|LocalParameters)$/;

const ASIDE = [
  '<!-- a comment -->',
  '\n\t ',
  '<?instruction?>',
  '<notes><p xmlns="http://www.w3.org/1999/xhtml">a <b>note</b></p></notes>',
  '<annotation><x xmlns="http://example.org/x"><ci>ghost</ci><species id="A"/></x></annotation>',
];

/** The same document with its attributes and unordered lists in another order, and with what is passed over strewn in. */
export function laidOutAnew(document: XmlNode): fc.Arbitrary<XmlNode> {
  const places = elementsOf(document).length;
  return fc
    .record({
      keys: fc.array(fc.nat({ max: 1e6 }), { minLength: 40, maxLength: 40 }),
      aside: fc.array(fc.record({ at: fc.nat(places - 1), what: fc.constantFrom(...ASIDE) }), {
        maxLength: 6,
      }),
    })
    .map(({ keys, aside }) => {
      const root = copyTree(document);
      const shuffled = <T>(list: T[]): T[] => {
        const order = list.map((one, i) => [keys[i % keys.length]! * 31 + i * keys[0]!, one] as const);
        return order.sort((a, b) => (a[0] % 997) - (b[0] % 997)).map(([, one]) => one);
      };
      const all = elementsOf(root);
      for (const node of all) {
        node.attributes = shuffled(node.attributes);
        if (UNORDERED.test(node.name)) node.children = shuffled(node.children);
      }
      for (const { at, what } of aside) {
        const node = all[at]!;
        // text stays in one piece, and notes stand in front of what SBML elements hold
        const holdsText = node.children.some((child) => typeof child === 'string' && child.trim() !== '');
        const foreign = /math|lambda|bvar|apply|piece|otherwise|^c[in]$|^\w+:|uncert/i.test(node.name);
        if (!holdsText && !(foreign && what.startsWith('<n')) && !(foreign && what.startsWith('<a'))) {
          node.children.unshift(what);
        }
      }
      return root;
    });
}
