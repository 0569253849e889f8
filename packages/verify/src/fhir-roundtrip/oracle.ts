// Search by going through every resource with the official FHIRPath expressions: slow, and written apart from what it checks.
import {
  compileFhirPath,
  type Definitions,
  type FhirPath,
  isObject,
  type JsonObject,
} from '@twinward/connect/fhir';
import { holds } from './oracle-value.ts';

/** One condition of a search, as it is drawn. */
export type Condition =
  | { readonly kind: 'plain'; readonly code: string; readonly modifier: string; readonly value: string }
  | { readonly kind: 'chain'; readonly code: string; readonly target: string; readonly then: Condition }
  | { readonly kind: 'has'; readonly source: string; readonly code: string; readonly then: Condition };

/** All resources, and what each condition finds among them. */
export class Oracle {
  readonly #definitions: Definitions;
  readonly #byType = new Map<string, JsonObject[]>();
  readonly #byName = new Map<string, JsonObject>();
  readonly #paths = new Map<string, FhirPath>();
  readonly #values = new WeakMap<JsonObject, Map<string, readonly unknown[]>>();

  constructor(definitions: Definitions, resources: readonly JsonObject[]) {
    this.#definitions = definitions;
    for (const resource of resources) {
      const type = String(resource.resourceType);
      this.#byType.set(type, [...(this.#byType.get(type) ?? []), resource]);
      this.#byName.set(`${type}/${resource.id}`, resource);
    }
  }

  of(type: string): readonly JsonObject[] {
    return this.#byType.get(type) ?? [];
  }

  /** Ids of the resources that satisfy all conditions, sorted. */
  find(type: string, conditions: readonly Condition[]): readonly string[] {
    return this.of(type)
      .filter((resource) => conditions.every((condition) => this.satisfies(resource, condition)))
      .map(({ id }) => String(id))
      .sort();
  }

  satisfies(resource: JsonObject, condition: Condition): boolean {
    switch (condition.kind) {
      case 'plain':
        return this.#plain(resource, condition);
      case 'chain':
        return this.values(resource, condition.code).some((value) => {
          const target = isObject(value) ? this.#byName.get(String(value.reference)) : undefined;
          return target?.resourceType === condition.target && this.satisfies(target, condition.then);
        });
      case 'has':
        return this.of(condition.source).some(
          (other) =>
            this.values(other, condition.code).some(
              (value) => isObject(value) && value.reference === `${resource.resourceType}/${resource.id}`,
            ) && this.satisfies(other, condition.then),
        );
    }
  }

  /** What a search parameter's expression gives on a resource. */
  values(resource: JsonObject, code: string): readonly unknown[] {
    let cache = this.#values.get(resource);
    if (cache === undefined) {
      cache = new Map();
      this.#values.set(resource, cache);
    }
    let found = cache.get(code);
    if (found === undefined) {
      const { expression } = this.#definitions.search[String(resource.resourceType)]![code]!;
      // There is no server for resolve() to ask: the type stands in the reference.
      const text = expression.replace(
        /\.where\(resolve\(\) is (\w+)\)/g,
        ".where(reference.startsWith('$1/'))",
      );
      found = this.#path(text).values(resource);
      cache.set(code, found);
    }
    return found;
  }

  #plain(resource: JsonObject, { code, modifier, value }: Condition & { kind: 'plain' }): boolean {
    const type = String(resource.resourceType);
    const { type: kind, component } = this.#definitions.search[type]![code]!;
    const values = this.values(resource, code);
    if (modifier === 'missing') return (values.length === 0) === (value === 'true');
    if (modifier === 'not') {
      return !value.split(',').some((one) => values.some((found) => holds(kind, found, '', one)));
    }
    if (kind !== 'composite') {
      return value.split(',').some((one) => values.some((found) => holds(kind, found, modifier, one)));
    }
    const parts = value.split('$');
    return values.some((base) =>
      (component ?? []).every(({ code: part, expression }, i) => {
        const kindOfPart = this.#definitions.search[type]![part]!.type;
        return this.#path(expression, basePath(type, base, resource))
          .values(base)
          .some((found) => holds(kindOfPart, found, '', parts[i]!));
      }),
    );
  }

  #path(expression: string, base?: string): FhirPath {
    const key = `${base ?? ''} ${expression}`;
    let path = this.#paths.get(key);
    if (path === undefined) {
      path = compileFhirPath(expression, base === undefined ? {} : { base });
      this.#paths.set(key, path);
    }
    return path;
  }
}

/** Where composite parameters of Observation begin: the resource, or one of its components. */
function basePath(type: string, base: unknown, resource: JsonObject): string | undefined {
  if (isObject(base) && base.resourceType !== undefined) return undefined;
  const components = Array.isArray(resource.component) ? resource.component : [];
  return components.includes(base as never) || type === 'Observation' ? `${type}.component` : undefined;
}
