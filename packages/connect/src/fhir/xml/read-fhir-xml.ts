// FHIR's XML form -> its JSON form (FHIR R4, "XML Representation of Resources").
import { TwinwardError } from '@twinward/contract';
import type { Definitions } from '../definitions/definitions.ts';
import { elementOf } from '../definitions/element-of.ts';
import { type Json, type JsonObject, listIn, parseDecimal } from '../json.ts';
import { readXmlTree, type XmlNode } from './read-xml-tree.ts';

const NUMBERS: ReadonlySet<string> = new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt']);

/**
 * Reads a resource in XML. Throws `file.invalid` for what is not well-formed and for elements the definitions do not know.
 *
 * @example
 * readFhirXml('<Patient xmlns="http://hl7.org/fhir"><active value="true"/></Patient>', loadDefinitions()).active; // true
 */
export function readFhirXml(text: string, definitions: Definitions): JsonObject {
  return resourceOf(readXmlTree(text), definitions);
}

/** The resource an element of an XML tree holds. */
export function resourceOf(node: XmlNode, definitions: Definitions): JsonObject {
  if (definitions.types[node.name]?.kind !== 'resource') refuse(node, 'is no resource');
  return { resourceType: node.name, ...fieldsOf(node, node.name, definitions) };
}

function fieldsOf(node: XmlNode, type: string, definitions: Definitions): JsonObject {
  const fields: JsonObject = {};
  for (const name of ['id', 'url'] as const) {
    const value = node.attributes[name];
    if (value !== undefined && definitions.types[type]?.kind !== 'resource') fields[name] = value;
  }
  for (const child of node.children) {
    const found = elementOf(definitions, type, child.name);
    if (found === null) refuse(child, `is no element of ${type}`);
    put(fields, child, found.type, found.element.many === true, definitions);
  }
  return fields;
}

function put(fields: JsonObject, node: XmlNode, type: string, many: boolean, definitions: Definitions): void {
  const { value, apart } = readValue(node, type, definitions);
  const shadow = `_${node.name}`;
  if (!many) {
    if (value !== null) fields[node.name] = value;
    if (apart !== null) fields[shadow] = apart;
    return;
  }
  const list = listIn(fields, node.name);
  list.push(value);
  const shadows = fields[shadow] as Json[] | undefined;
  if (shadows !== undefined) shadows.push(apart);
  else if (apart !== null) fields[shadow] = [...list.slice(1).map(() => null), apart];
}

function readValue(node: XmlNode, type: string, definitions: Definitions): { value: Json; apart: Json } {
  if (type === 'xhtml') return { value: node.markup, apart: null };
  const definition = definitions.types[type];
  if (definition?.kind === 'resource') {
    const inner = node.children[0];
    if (inner === undefined) refuse(node, 'holds no resource');
    return { value: resourceOf(inner, definitions), apart: null };
  }
  if (definition?.kind !== 'primitive') return { value: fieldsOf(node, type, definitions), apart: null };
  const { value, ...others } = node.attributes;
  const extras: JsonObject = others.id === undefined ? {} : { id: others.id };
  for (const child of node.children) put(extras, child, 'Extension', true, definitions);
  return {
    value: value === undefined ? null : primitiveOf(value, type),
    apart: Object.keys(extras).length === 0 ? null : extras,
  };
}

function primitiveOf(text: string, type: string): Json {
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return NUMBERS.has(type) ? parseDecimal(text) : text;
}

function refuse(node: XmlNode, why: string): never {
  throw new TwinwardError('file.invalid', `line ${node.line}: ${node.name} ${why}`, {
    field: node.name,
    row: node.line,
    remedy: 'write it as FHIR R4 does',
  });
}
