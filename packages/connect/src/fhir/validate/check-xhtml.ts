import { TwinwardError } from '@twinward/contract';
import type { Json } from '../json.ts';
import { readXmlTree, type XmlNode } from '../xml/read-xml-tree.ts';
import type { Findings } from './findings.ts';

const ALLOWED = new Set(
  'a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var'.split(
    ' ',
  ),
);
const ALLOWED_ATTRIBUTES =
  /^(title|style|class|id|lang|xml:lang|dir|xmlns(:\w+)?|accesskey|tabindex|span|width|align|valign|char|charoff|abbr|axis|headers|scope|rowspan|colspan|cellpadding|cellspacing|border|frame|rules|summary|href|hreflang|name|rel|rev|charset|type|shape|coords|src|alt|longdesc|height|usemap|ismap|cite|nowrap|start|value|compact|clear|bgcolor)$/i;
/** Names XHTML knows and XML does not. */
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos);|#\d+;|#x[0-9a-fA-F]+;)/;
const NAMED = /&(nbsp|copy|reg|deg|micro|plusmn|middot|sect|times|frac12|eacute|egrave|ndash|mdash);/g;

/** Narrative: a div of well-formed XHTML with formatting only, and with something in it (txt-1, txt-2). */
export function checkXhtml(value: Json, path: string, findings: Findings): void {
  if (typeof value !== 'string') {
    findings.add('value', path, 'narrative is text');
    return;
  }
  if (ENTITY.test(value))
    findings.add('value', path, 'XHTML in JSON knows no named entities but those of XML');
  let root: XmlNode;
  try {
    root = readXmlTree(value.replace(NAMED, ' '));
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    findings.add('value', path, 'narrative is well-formed XHTML');
    return;
  }
  if (root.name !== 'div') findings.add('invariant', path, 'txt-1: narrative is a div');
  let content = false;
  const look = (node: XmlNode): void => {
    if (node.text.trim() !== '' || node.name === 'img') content = true;
    if (!ALLOWED.has(node.name.toLowerCase()))
      findings.add('invariant', path, 'txt-1: narrative holds formatting only');
    for (const name of Object.keys(node.attributes)) {
      if (!ALLOWED_ATTRIBUTES.test(name))
        findings.add('invariant', path, 'txt-1: narrative holds formatting only');
    }
    for (const child of node.children) look(child);
  };
  look(root);
  if (!content) findings.add('invariant', path, 'txt-2: narrative has something to read');
}
