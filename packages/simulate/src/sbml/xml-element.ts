import { TwinwardError } from '@twinward/contract';
import { SaxesParser } from 'saxes';

/** An element of an XML document, with the place it was read at. */
export interface XmlElement {
  /** Local name; elements of an SBML package as `comp:submodel`, of what is not SBML as `other:x`. */
  readonly name: string;
  readonly uri: string;
  /** By local name; attributes of a package as `comp:id`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly line: number;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/** Beyond these a document is refused: no model comes near, and they bound what reading one may cost. */
const MOST_CHARACTERS = 64 * 1024 * 1024;
const MOST_ELEMENTS = 1_000_000;
const DEEPEST = 400;
/** Namespaces whose names are taken as they are; the rest is `other:`, so that nothing foreign passes for SBML. */
const OWN =
  /^$|^http:\/\/www\.sbml\.org\/sbml\/level([12](\/version\d)?|3\/version\d\/core)$|^http:\/\/www\.w3\.org\/1998\/Math\/MathML$/;
const APART: ReadonlySet<string> = new Set(['notes', 'annotation']);
const PACKAGE = /^http:\/\/www\.sbml\.org\/sbml\/level3\/version\d+\/([a-z]+)\/version\d+$/;

/**
 * Reads an XML document into its root element. Comments, processing instructions and what notes and
 * annotations hold are passed over. Throws `file.invalid` naming
 * the line for what is not well-formed, for document types and entities (which may hide anything), for nesting deeper than 400 and
 * documents too large.
 *
 * @example
 * readXml('<a><b c="1">x</b></a>').children[0].attributes.get('c'); // 1
 */
export function readXml(text: string): XmlElement {
  if (text.length > MOST_CHARACTERS) refuse(`it has more than ${MOST_CHARACTERS} characters`, 1);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  // how deep inside notes or an annotation
  let apart = 0;
  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, ''), parser.line));
  parser.on('doctype', () => refuse('document types are not read', parser.line));
  parser.on('opentag', (tag) => {
    if (open.length + apart >= DEEPEST) refuse(`it nests deeper than ${DEEPEST}`, parser.line);
    if (apart > 0 || APART.has(tag.local)) apart += 1;
    if (apart > 1) return;
    elements += 1;
    if (elements > MOST_ELEMENTS) refuse('it has too many elements', parser.line);
    const attributes = new Map<string, string>();
    for (const { uri, local, value, prefix } of Object.values(tag.attributes)) {
      if (prefix !== 'xmlns' && local !== 'xmlns') attributes.set(qualified(uri, local), value);
    }
    const parent = open[open.length - 1];
    if (parent !== undefined) parent.text += ' '; // what <sep/> parts stays apart
    open.push({
      name: qualified(tag.uri, tag.local),
      uri: tag.uri,
      attributes,
      children: [],
      text: '',
      line: parser.line,
    });
  });
  parser.on('text', (part) => {
    const last = open[open.length - 1];
    if (last !== undefined) last.text += part;
  });
  parser.on('cdata', (part) => {
    const last = open[open.length - 1];
    if (last !== undefined) last.text += part;
  });
  parser.on('closetag', () => {
    if (apart > 0) apart -= 1;
    if (apart > 0) return;
    const element = open.pop()!;
    const parent = open[open.length - 1];
    if (parent === undefined) root = element;
    else parent.children.push(element);
  });
  parser.write(text).close();
  return root ?? refuse('it holds no element', 1);
}

/** The first child of a name, if there is one. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** Children of a list element (`listOfSpecies`) of a parent; empty where the list is missing. */
export function listIn(element: XmlElement, list: string): readonly XmlElement[] {
  return (
    childOf(element, list)?.children.filter(({ name }) => name !== 'notes' && name !== 'annotation') ?? []
  );
}

/** Throws `file.invalid` about an element, naming it and its line. */
export function refuseElement(element: XmlElement, why: string, remedy?: string): never {
  const id = element.attributes.get('id') ?? element.attributes.get('variable');
  const named = id === undefined ? element.name : `${element.name} "${id}"`;
  throw new TwinwardError('file.invalid', `line ${element.line}: ${named} ${why}`, {
    field: element.name,
    row: element.line,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

function qualified(uri: string, local: string): string {
  const name = PACKAGE.exec(uri)?.[1];
  if (name !== undefined) return `${name}:${local}`;
  return OWN.test(uri) ? local : `other:${local}`;
}

function refuse(why: string, line: number): never {
  throw new TwinwardError('file.invalid', `the XML cannot be read at line ${line}: ${why}`, {
    field: 'xml',
    row: line,
  });
}
