import { refuseElement, type XmlElement } from './xml-element.ts';

/** The id of an element; throws `file.invalid` where it has none. */
export function idOf(element: XmlElement): string {
  return textOf(element, 'id');
}

/** An attribute; throws `file.invalid` where it is missing. */
export function textOf(element: XmlElement, attribute: string): string {
  return element.attributes.get(attribute) ?? refuseElement(element, `has no attribute ${attribute}`);
}

/** An attribute as a number, infinities and NaN as SBML writes them; throws `file.invalid` for what is none. */
export function numberOf(element: XmlElement, attribute: string, absent: number): number {
  const text = element.attributes.get(attribute)?.trim();
  if (text === undefined) return absent;
  if (text === 'INF') return Number.POSITIVE_INFINITY;
  if (text === '-INF') return Number.NEGATIVE_INFINITY;
  if (text === 'NaN') return Number.NaN;
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value))
    refuseElement(element, `has ${attribute} "${text.slice(0, 30)}", which is not a number`);
  return value;
}

/** An attribute as true or false; throws `file.invalid` for what is neither. */
export function flagOf(element: XmlElement, attribute: string, absent: boolean): boolean {
  const text = element.attributes.get(attribute)?.trim();
  if (text === undefined) return absent;
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  refuseElement(element, `has ${attribute} "${text.slice(0, 30)}", which is neither true nor false`);
}

/** Throws `file.invalid` for an id that is none (SId; SBML Level 3 Version 2, section 3.1.7). */
export function checkId(element: XmlElement, id: string): void {
  if (!/^[A-Za-z_]\w*$/.test(id))
    refuseElement(element, `has "${id.slice(0, 30)}" for its id, which cannot be one`);
}
