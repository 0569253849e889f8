import { TwinwardError } from '@twinward/contract';
import { childOf, readXml, refuseElement, type XmlElement } from '../xml-element.ts';
import { compAttribute } from './model-part.ts';

/** A definition of a model, and the document that the names it uses are looked up in. */
export interface ModelDefinition {
  /** Of the document and the model, to see circles by. */
  readonly key: string;
  readonly element: XmlElement;
  readonly document: ComposedDocument;
}

/** A document that defines models for each other, and the files beside it. */
export class ComposedDocument {
  readonly #name: string;
  readonly #files: ReadonlyMap<string, string>;
  readonly #read: Map<string, ComposedDocument>;
  readonly #main: XmlElement | undefined;
  readonly #definitions = new Map<string, XmlElement>();

  constructor(
    name: string,
    root: XmlElement,
    files: ReadonlyMap<string, string>,
    read: Map<string, ComposedDocument> = new Map(),
  ) {
    this.#name = name;
    this.#files = files;
    this.#read = read;
    this.#main = childOf(root, 'model');
    for (const list of ['comp:listOfModelDefinitions', 'comp:listOfExternalModelDefinitions']) {
      for (const one of childOf(root, list)?.children ?? []) this.#define(one, compAttribute(one, 'id'));
    }
    if (this.#main !== undefined) this.#define(this.#main, this.#main.attributes.get('id'));
  }

  #define(element: XmlElement, id: string | undefined): void {
    if (id === undefined) return;
    if (this.#definitions.has(id))
      refuseElement(element, `has the name "${id}", which another model has too`);
    this.#definitions.set(id, element);
  }

  /** The model of an id, or the main one; `at` is the element that asks for it. */
  definition(id: string | undefined, at: XmlElement, open: readonly string[] = []): ModelDefinition {
    const element = id === undefined ? this.#main : this.#definitions.get(id);
    if (element === undefined) {
      refuseElement(
        at,
        id === undefined ? `holds no model` : `names the model "${id}", which is not defined`,
      );
    }
    const key = `${this.#name}#${id ?? element.attributes.get('id') ?? ''}`;
    if (open.includes(key)) refuseElement(element, 'is defined by itself');
    if (element.name !== 'comp:externalModelDefinition') return { key, element, document: this };
    const source = compAttribute(element, 'source') ?? refuseElement(element, 'has no attribute source');
    return this.#beside(source, element).definition(compAttribute(element, 'modelRef'), element, [
      ...open,
      key,
    ]);
  }

  #beside(source: string, at: XmlElement): ComposedDocument {
    const name = source.replace(/^(\.\/)+/, '');
    let document = this.#read.get(name);
    if (document === undefined) {
      const text = this.#files.get(name);
      if (text === undefined) {
        throw new TwinwardError(
          'resource.missing',
          `line ${at.line}: the file "${name}" is not among those given`,
          {
            field: 'source',
            row: at.line,
            remedy: 'give the files that the document refers to together with it',
          },
        );
      }
      const root = readXml(text);
      if (root.name !== 'sbml' || root.attributes.get('level') !== '3') {
        refuseElement(root, `of "${name}" is not an SBML document of Level 3`);
      }
      document = new ComposedDocument(name, root, this.#files, this.#read);
      this.#read.set(name, document);
    }
    return document;
  }
}
