import { TwinwardError } from '@twinward/contract';
import { readModel } from './read-model.ts';
import type { SbmlModel } from './sbml-model.ts';
import { childOf, readXml, refuseElement } from './xml-element.ts';

/** Packages whose elements are read, or change nothing that is simulated. */
const READ: ReadonlySet<string> = new Set<string>([]);

/**
 * Reads an SBML document of Level 2 or 3. Throws `file.invalid` naming element and line for what is malformed, and
 * `request.unsupported` naming what is not read: other levels, and packages that the document says it cannot be understood without.
 */
export function readSbml(text: string): SbmlModel {
  const root = readXml(text);
  if (root.name !== 'sbml') refuseElement(root, 'is not an SBML document');
  const level = Number(root.attributes.get('level'));
  const version = Number(root.attributes.get('version'));
  if (level !== 2 && level !== 3) unsupported(`SBML Level ${level}`, 'convert the file to Level 2 or 3');
  for (const [name, value] of root.attributes) {
    const of = /^(\w+):required$/.exec(name)?.[1];
    if (of !== undefined && value === 'true' && !READ.has(of)) {
      unsupported(`the SBML package "${of}"`, 'remove it, or flatten the model with a tool that knows it');
    }
  }
  const model = childOf(root, 'model') ?? refuseElement(root, 'holds no model');
  return readModel(model, level, version);
}

function unsupported(what: string, remedy: string): never {
  throw new TwinwardError('request.unsupported', `${what} is not read here`, { field: what, remedy });
}
