import type { XmlElement } from './xml-element.ts';

/** Attributes by which an element says what it is about; what determines a name tells more of it than what declares it. */
const ABOUT = ['id', 'name', 'variable', 'symbol'] as const;

/** At which line each name of a model is declared or, if it is, determined: for errors that are found when formulas are put together. */
export function linesOf(model: XmlElement): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const within = [model];
  for (const element of within) {
    for (const attribute of ABOUT) {
      const name = element.attributes.get(attribute);
      if (name === undefined) continue;
      if (attribute === 'name' && element.attributes.has('id')) continue;
      lines.set(name, element.line);
    }
    if (element.name !== 'math') for (const child of element.children) within.push(child);
  }
  return lines;
}
