/** An element of a document on its way through changes. Children are elements or text. */
export interface XmlNode {
  name: string;
  attributes: [name: string, value: string][];
  children: (XmlNode | string)[];
}

const PART =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Reads a well-formed document; text and attributes stay escaped. Null where it holds what this reader does not know. */
export function readTree(text: string): XmlNode | null {
  const top: XmlNode = { name: '', attributes: [], children: [] };
  const open = [top];
  let read = 0;
  for (const match of text.matchAll(PART)) {
    if (match.index !== read) return null;
    read += match[0].length;
    const [, closing, name, attributes = '', empty, words] = match;
    const parent = open[open.length - 1]!;
    if (words !== undefined) parent.children.push(words);
    else if (name !== undefined && closing === '/') open.pop();
    else if (name !== undefined) {
      const found = [...attributes.matchAll(ATTRIBUTE)];
      const node: XmlNode = {
        name,
        attributes: found.map(([, key, one, other]) => [key!, one ?? other!]),
        children: [],
      };
      parent.children.push(node);
      if (empty === '') open.push(node);
    }
    if (open.length === 0) return null;
  }
  const root = top.children.find((child) => typeof child !== 'string');
  return read === text.length && open.length === 1 && typeof root === 'object' ? root : null;
}

/** The document as text. */
export function printTree({ name, attributes, children }: XmlNode): string {
  const inside = children.map((child) => (typeof child === 'string' ? child : printTree(child))).join('');
  const head = `${name}${attributes.map(([key, value]) => ` ${key}="${value}"`).join('')}`;
  return inside === '' ? `<${head}/>` : `<${head}>${inside}</${name}>`;
}

/** A copy that shares nothing. */
export function copyTree({ name, attributes, children }: XmlNode): XmlNode {
  return {
    name,
    attributes: attributes.map(([key, value]) => [key, value]),
    children: children.map((child) => (typeof child === 'string' ? child : copyTree(child))),
  };
}

/** Every element, each before those within it. */
export function elementsOf(root: XmlNode): readonly XmlNode[] {
  const found = [root];
  for (const node of found) {
    for (const child of node.children) if (typeof child !== 'string') found.push(child);
  }
  return found;
}
