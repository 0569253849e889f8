import { TwinwardError } from '@twinward/contract';
import { SaxesParser } from 'saxes';

/** An element of an XML document with what stands in it. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Text directly in it. */
  readonly text: string;
  /** The element as it was written, for narrative. */
  readonly markup: string;
  readonly line: number;
}

interface OpenNode extends XmlNode {
  readonly children: XmlNode[];
  text: string;
  markup: string;
}

/** Beyond these a document is refused. */
const MOST_CHARACTERS = 64 * 1024 * 1024;
const DEEPEST = 200;
const XHTML = 'http://www.w3.org/1999/xhtml';

/** Reads an XML document. Throws `file.invalid` for what is not well-formed, for document types, and for nesting deeper than 200. */
export function readXmlTree(text: string): XmlNode {
  if (text.length > MOST_CHARACTERS) refuse('it is too large', 1);
  const parser = new SaxesParser({ position: true });
  const open: OpenNode[] = [];
  let root: XmlNode | null = null;
  // Only narrative keeps its markup: anything else would be kept once for each level.
  let narrative = 0;
  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, ''), parser.line));
  parser.on('doctype', () => refuse('document types are not read', parser.line));
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= DEEPEST) refuse(`it nests deeper than ${DEEPEST}`, parser.line);
    if (narrative > 0 || attributes.xmlns === XHTML) narrative += 1;
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(value, true)}"`);
    open.push({
      name,
      attributes: attributes as Record<string, string>,
      children: [],
      text: '',
      markup: narrative > 0 ? `<${name}${written.join('')}>` : '',
      line: parser.line,
    });
  });
  const add = (part: string): void => {
    const last = open.at(-1);
    if (last === undefined) return;
    last.text += part;
    if (narrative > 0) last.markup += escapeText(part, false);
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    const node = open.pop()!;
    const parent = open.at(-1);
    if (narrative > 0) {
      const empty = node.markup.endsWith('>') && node.text === '' && node.children.length === 0;
      node.markup = empty ? `${node.markup.slice(0, -1)}/>` : `${node.markup}</${node.name}>`;
      narrative -= 1;
      if (narrative > 0 && parent !== undefined) parent.markup += node.markup;
    }
    if (parent === undefined) root = node;
    else parent.children.push(node);
  });
  parser.write(text).close();
  return root ?? refuse('it holds no element', 1);
}

function escapeText(text: string, quoted: boolean): string {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return quoted ? plain.replaceAll('"', '&quot;') : plain;
}

function refuse(why: string, line: number): never {
  throw new TwinwardError('file.invalid', `line ${line}: ${why}`, { row: line, remedy: 'mend the XML' });
}
