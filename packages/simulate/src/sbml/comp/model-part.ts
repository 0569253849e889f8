import { refuseElement, type XmlElement } from '../xml-element.ts';

/** An element of a model that is being put together: it can be renamed, moved and taken out. */
export interface ModelPart extends XmlElement {
  readonly attributes: Map<string, string>;
  children: ModelPart[];
  text: string;
  /** True once it is deleted or replaced; it and what it holds are passed over. */
  gone: boolean;
  /** What stands for it once it is replaced. */
  standIn: ModelPart | null;
}

/** How many elements putting a model together may still make: submodels that hold two submodels each grow without end. */
export interface PartBudget {
  left: number;
}

/** A copy of an element and all it holds, notes and annotations apart. */
export function copyPart(element: XmlElement, budget: PartBudget): ModelPart {
  budget.left -= 1;
  if (budget.left < 0)
    refuseElement(element, 'is repeated in so many submodels that the model grows too large');
  return {
    name: element.name,
    uri: element.uri,
    attributes: new Map(element.attributes),
    children: element.children.filter(isModel).map((child) => copyPart(child, budget)),
    text: element.text,
    line: element.line,
    gone: false,
    standIn: null,
  };
}

/** A new element at the line of another. */
export function makePart(at: XmlElement, name: string, children: ModelPart[], text = ''): ModelPart {
  const attributes = new Map<string, string>();
  return { name, uri: at.uri, attributes, children, text, line: at.line, gone: false, standIn: null };
}

/** The element that stands for another after all replacements. */
export function standingFor(part: ModelPart): ModelPart {
  let standing = part;
  while (standing.standIn !== null) standing = standing.standIn;
  return standing;
}

/** Every element that is still there, with what holds it before what it holds; formulas are not entered. */
export function* partsOf(part: ModelPart): Generator<ModelPart> {
  const open = [part];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.gone) continue;
    yield next;
    if (next.name !== 'math') open.push(...next.children.toReversed());
  }
}

/** Takes out what is gone. */
export function prune(part: ModelPart): void {
  for (const one of partsOf(part)) {
    if (one.children.some(({ gone }) => gone)) one.children = one.children.filter(({ gone }) => !gone);
  }
}

/** An attribute of an element of the package, with or without its prefix. */
export function compAttribute(part: XmlElement, name: string): string | undefined {
  return part.attributes.get(`comp:${name}`) ?? part.attributes.get(name);
}

function isModel({ name }: XmlElement): boolean {
  return name !== 'notes' && name !== 'annotation';
}
