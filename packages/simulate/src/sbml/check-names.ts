import { checkId } from './read-attribute.ts';
import { childOf, listIn, refuseElement, type XmlElement } from './xml-element.ts';

/** What a name of a model stands for. */
interface Named {
  readonly element: XmlElement;
  readonly of: 'function' | 'compartment' | 'species' | 'parameter' | 'reaction' | 'stoichiometry' | 'event';
  readonly constant: boolean;
}

/** What gives a name its value, and the names that it is made of. */
interface Assigned {
  readonly element: XmlElement;
  readonly from: readonly string[];
}

const WITHOUT_VALUE: ReadonlySet<Named['of']> = new Set(['function', 'event']);

/**
 * Looks whether the names of a model of Level 2 or 3 mean something, and one thing only: that none is given twice, that what is
 * spoken of is there, that what is constant stays so, that nothing is determined twice and nothing by itself (SBML Level 3 Version
 * 2, sections 3.3 and 4.9 to 4.12). Throws `file.invalid` naming element and line.
 */
export function checkNames(model: XmlElement): void {
  new NameCheck(model).all();
}

class NameCheck {
  readonly #model: XmlElement;
  readonly #named = new Map<string, Named>();
  readonly #assigned = new Map<string, Assigned>();
  /** What changes over time by a rule, and where. */
  readonly #ruled = new Map<string, XmlElement>();

  constructor(model: XmlElement) {
    this.#model = model;
  }

  all(): void {
    this.#gather();
    this.#functions();
    this.#species();
    this.#rules();
    this.#reactions();
    for (const one of listIn(this.#model, 'listOfConstraints')) this.#names(childOf(one, 'math'));
    this.#events();
    this.#circles();
  }

  #gather(): void {
    const put = (element: XmlElement, of: Named['of'], constant = false): void => {
      const id = element.attributes.get('id');
      if (id === undefined) return;
      checkId(element, id);
      const before = this.#named.get(id);
      if (before !== undefined) {
        refuseElement(element, `has the name of ${before.element.name} at line ${before.element.line}`);
      }
      const said = element.attributes.get('constant')?.trim();
      this.#named.set(id, {
        element,
        of,
        constant: said === undefined ? constant : said !== 'false' && said !== '0',
      });
    };
    const model = this.#model;
    for (const one of listIn(model, 'listOfFunctionDefinitions')) put(one, 'function');
    for (const one of listIn(model, 'listOfCompartments')) put(one, 'compartment', true);
    for (const one of listIn(model, 'listOfSpecies')) put(one, 'species');
    for (const one of listIn(model, 'listOfParameters')) put(one, 'parameter', true);
    for (const one of listIn(model, 'listOfReactions')) {
      put(one, 'reaction');
      for (const reference of referencesOf(one)) put(reference, 'stoichiometry');
    }
    for (const one of listIn(model, 'listOfEvents')) put(one, 'event');
  }

  #functions(): void {
    for (const one of listIn(this.#model, 'listOfFunctionDefinitions')) {
      const lambda = childOf(childOf(one, 'math'), 'lambda');
      if (lambda === undefined) continue;
      const bound = new Set(
        lambda.children
          .filter(({ name }) => name === 'bvar')
          .map((bvar) => (bvar.children[0]?.text ?? '').trim()),
      );
      const called: string[] = [];
      for (const child of lambda.children) {
        if (child.name !== 'bvar') this.#walk(child, bound, called, true);
      }
      this.#assign(one.attributes.get('id') ?? '', { element: one, from: called });
    }
  }

  #species(): void {
    for (const one of listIn(this.#model, 'listOfSpecies')) {
      this.#refer(one, 'compartment', ['compartment']);
      this.#refer(one, 'conversionFactor', ['parameter']);
    }
    this.#refer(this.#model, 'conversionFactor', ['parameter']);
  }

  #rules(): void {
    for (const one of listIn(this.#model, 'listOfRules')) {
      const from = this.#names(childOf(one, 'math'));
      if (one.name === 'algebraicRule') continue;
      const variable = this.#target(one, 'variable');
      if (variable === undefined) continue;
      const before = this.#ruled.get(variable);
      if (before !== undefined) refuseElement(one, `determines what the rule at line ${before.line} does`);
      this.#ruled.set(variable, one);
      if (one.name === 'assignmentRule') this.#assign(variable, { element: one, from });
    }
    for (const one of listIn(this.#model, 'listOfInitialAssignments')) {
      this.#refer(one, 'symbol', ['compartment', 'species', 'parameter', 'stoichiometry']);
      this.#assign(one.attributes.get('symbol') ?? '', {
        element: one,
        from: this.#names(childOf(one, 'math')),
      });
    }
  }

  #reactions(): void {
    for (const one of listIn(this.#model, 'listOfReactions')) {
      this.#refer(one, 'compartment', ['compartment']);
      for (const reference of referencesOf(one)) {
        const species = this.#refer(reference, 'species', ['species']);
        const rule = this.#ruled.get(species?.element.attributes.get('id') ?? '');
        const boundary = species?.element.attributes.get('boundaryCondition')?.trim();
        if (rule !== undefined && boundary !== 'true' && boundary !== '1') {
          refuseElement(rule, 'determines a species that reactions change');
        }
        const math = childOf(childOf(reference, 'stoichiometryMath'), 'math');
        const from = this.#names(math);
        const id = reference.attributes.get('id');
        if (math !== undefined && id !== undefined) this.#assign(id, { element: reference, from });
      }
      for (const modifier of listIn(one, 'listOfModifiers')) this.#refer(modifier, 'species', ['species']);
      const law = childOf(one, 'kineticLaw');
      if (law === undefined) continue;
      const locals = new Set<string>();
      for (const local of [...listIn(law, 'listOfLocalParameters'), ...listIn(law, 'listOfParameters')]) {
        const id = local.attributes.get('id') ?? '';
        checkId(local, id);
        if (locals.has(id)) refuseElement(local, 'has the name of another of its reaction');
        locals.add(id);
      }
      const from = this.#names(childOf(law, 'math'), locals);
      this.#assign(one.attributes.get('id') ?? '', { element: one, from });
    }
  }

  #events(): void {
    for (const one of listIn(this.#model, 'listOfEvents')) {
      for (const part of ['trigger', 'delay', 'priority']) this.#names(childOf(childOf(one, part), 'math'));
      const variables = new Set<string>();
      for (const assignment of listIn(one, 'listOfEventAssignments')) {
        this.#names(childOf(assignment, 'math'));
        const variable = this.#target(assignment, 'variable');
        if (variable === undefined) continue;
        if (variables.has(variable)) refuseElement(assignment, 'is assigned twice by its event');
        variables.add(variable);
        const rule = this.#ruled.get(variable);
        if (rule?.name === 'assignmentRule') {
          refuseElement(assignment, `is determined by the assignment rule at line ${rule.line}`);
        }
      }
    }
  }

  /** Each name may depend on others, but on itself through none of them. */
  #circles(): void {
    const done = new Set<string>();
    for (const start of this.#assigned.keys()) {
      const path: { readonly name: string; next: number }[] = [{ name: start, next: 0 }];
      const open = new Set([start]);
      for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
        const name = done.has(top.name) ? undefined : this.#assigned.get(top.name)?.from[top.next++];
        if (name === undefined) {
          done.add(top.name);
          open.delete(top.name);
          path.pop();
        } else if (open.has(name)) {
          const circle = path.map((step) => step.name).slice(path.findIndex((step) => step.name === name));
          const shown = circle.length > 6 ? [...circle.slice(0, 6), '...'] : circle;
          refuseElement(
            this.#assigned.get(name)!.element,
            `depends on itself: ${[...shown, name].join(' -> ')}`,
          );
        } else if (!done.has(name)) {
          open.add(name);
          path.push({ name, next: 0 });
        }
      }
    }
  }

  #assign(name: string, by: Assigned): void {
    const before = this.#assigned.get(name);
    if (before !== undefined)
      refuseElement(by.element, `gives "${name}" a value, as line ${before.element.line} does`);
    this.#assigned.set(name, by);
  }

  /** The name that an element changes over time. */
  #target(element: XmlElement, attribute: string): string | undefined {
    const of = ['compartment', 'species', 'parameter', 'stoichiometry'] as const;
    const named = this.#refer(element, attribute, of);
    if (named?.constant === true) refuseElement(element, 'changes what is declared constant');
    return named?.element.attributes.get('id');
  }

  #refer(element: XmlElement, attribute: string, of: readonly Named['of'][]): Named | undefined {
    const name = element.attributes.get(attribute);
    if (name === undefined) return undefined;
    const named = this.#named.get(name);
    if (named === undefined || !of.includes(named.of)) {
      refuseElement(element, `names the ${attribute} "${name}", which is not defined`);
    }
    return named;
  }

  /** The names that a formula speaks of as they are now. */
  #names(math: XmlElement | undefined, locals: ReadonlySet<string> = new Set()): readonly string[] {
    const names: string[] = [];
    for (const child of math?.children ?? []) this.#walk(child, locals, names, false);
    return names;
  }

  #walk(node: XmlElement, bound: ReadonlySet<string>, names: string[], within: boolean): void {
    const [head, ...rest] = node.children;
    if (node.name === 'semantics') {
      if (head !== undefined) this.#walk(head, bound, names, within);
    } else if (node.name === 'ci') {
      const name = node.text.trim();
      if (bound.has(name)) return;
      const named = this.#named.get(name);
      if (within) refuseElement(node, `"${name}" is not an argument of its function`);
      if (named === undefined || WITHOUT_VALUE.has(named.of)) refuseElement(node, `"${name}" is not defined`);
      names.push(name);
    } else if (node.name === 'apply' && head?.name === 'ci') {
      const name = head.text.trim();
      if (this.#named.get(name)?.of !== 'function')
        refuseElement(head, `"${name}" is not a function of the model`);
      if (within) names.push(name);
      for (const child of rest) this.#walk(child, bound, names, within);
    } else {
      // what was, or how fast it changes, is not what it is now; how long ago is
      const apart =
        node.name === 'apply' && /\/(delay|rateOf)$/.test(head?.attributes.get('definitionURL') ?? '');
      for (const child of node.children) {
        this.#walk(child, bound, apart && child === rest[0] ? [] : names, within);
      }
    }
  }
}

function referencesOf(reaction: XmlElement): readonly XmlElement[] {
  return [...listIn(reaction, 'listOfReactants'), ...listIn(reaction, 'listOfProducts')];
}
