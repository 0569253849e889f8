import { TwinwardError } from '@twinward/contract';
import { checkDraws } from './check-draws.ts';
import { checkNames } from './check-names.ts';
import { flattenModel } from './comp/flatten-model.ts';
import { readLevel1 } from './level-1/read-level-1.ts';
import { readModel } from './read-model.ts';
import type { SbmlModel } from './sbml-model.ts';
import { childOf, readXml, refuseElement } from './xml-element.ts';

/** How many versions of each level there are. */
const VERSIONS: Readonly<Record<number, number>> = { 1: 2, 2: 5, 3: 2 };

/** Packages whose elements are read, or change nothing that is simulated. */
const READ: ReadonlySet<string> = new Set(['comp', 'distrib', 'fbc']);

/**
 * Reads an SBML document of Level 1 to 3; a model with submodels becomes one model, its elements named `submodel__id`. `files` are
 * the documents that define submodels of this one, by the name it gives them. Throws `file.invalid` naming element and line for
 * what is malformed, and `request.unsupported` naming what is not read: levels and versions there are not, and packages that the
 * document says it cannot be understood without.
 *
 * @example
 * const model = readSbml('<sbml level="2" version="4"><model id="m"><listOfParameters><parameter id="k" value="3"/></listOfParameters></model></sbml>');
 * model.parameters[0].value; // 3
 * model.parameters[0].constant; // true
 */
export function readSbml(text: string, files: ReadonlyMap<string, string> = new Map()): SbmlModel {
  const root = readXml(text);
  if (root.name !== 'sbml') refuseElement(root, 'is not an SBML document');
  const level = Number(root.attributes.get('level'));
  const version = Number(root.attributes.get('version'));
  if (Number.isNaN(level) || Number.isNaN(version)) refuseElement(root, 'does not say its level and version');
  const versions = VERSIONS[level];
  if (versions === undefined || !(version >= 1 && version <= versions)) {
    unsupported(`SBML Level ${level} Version ${version}`, 'convert the file to Level 3 Version 2');
  }
  for (const [name, value] of root.attributes) {
    const of = /^(\w+):required$/.exec(name)?.[1];
    if (of !== undefined && (value === 'true' || value === '1') && !READ.has(of)) {
      unsupported(`the SBML package "${of}"`, 'remove it, or flatten the model with a tool that knows it');
    }
  }
  const composed = root.attributes.has('comp:required');
  const model = composed ? flattenModel(root, files) : childOf(root, 'model');
  if (model === undefined) refuseElement(root, 'holds no model');
  if (level === 1) return readLevel1(model, version);
  checkNames(model);
  checkDraws(model);
  const read = readModel(model, level, version);
  const submodels = childOf(childOf(root, 'model'), 'comp:listOfSubmodels');
  if (submodels !== undefined && read.fluxBalance !== null) {
    unsupported('an objective for fluxes of submodels', 'flatten the model with a tool that knows it');
  }
  return read;
}

function unsupported(what: string, remedy: string): never {
  throw new TwinwardError('request.unsupported', `${what} is not read here`, { field: what, remedy });
}
