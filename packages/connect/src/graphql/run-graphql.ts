// GraphQL over FHIR R4 ("Using GraphQL"): graphql reads the query; FHIR's own arguments and directives are carried out here.
import { TwinwardError } from '@twinward/contract';
import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { Definitions } from '../fhir/definitions/definitions.ts';
import { elementOf } from '../fhir/definitions/element-of.ts';
import { isObject, type Json, type JsonObject } from '../fhir/json.ts';
import { compileFhirPath } from '../fhir/path/fhir-path.ts';
import { argumentsOf } from './arguments.ts';
import { CONNECTION_TYPES, connectionOf } from './connection.ts';
import type { GraphqlSource } from './graphql-source.ts';
import { type FieldShape, OutputObject } from './output-object.ts';
import { type Query, readQuery } from './read-query.ts';

/** A query and what it is asked of. */
export interface GraphqlCall {
  readonly query: string;
  /** The resource it is about; null for the whole server. */
  readonly context: JsonObject | null;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const DEEPEST = 25;
const MOST_FIELDS = 50_000;
const MOST_LOOKUPS = 500;
const DIRECTIVES = new Set(['skip', 'include', 'flatten', 'first', 'singleton', 'slice']);
const PAGING = new Set(['_count', '_offset']);

/**
 * Answers a query: the `data` of GraphQL, names without a value left out as FHIR does. Throws `request.invalid` naming what does
 * not exist or cannot be found, `request.unsupported` naming a directive FHIR does not define, `request.too-large`.
 *
 * @example
 * const source = { resolve: async () => null, search: async () => ({}) };
 * const context = { resourceType: 'Patient', gender: 'female' };
 * const answer = await runGraphql({ query: '{ gender }', context }, source, loadDefinitions());
 * answer.gender; // 'female'
 */
export async function runGraphql(
  call: GraphqlCall,
  source: GraphqlSource,
  definitions: Definitions,
): Promise<JsonObject> {
  const query = readQuery(call.query, call.operationName, call.variables ?? {});
  const output = new OutputObject();
  const run = new Run(query, source, definitions);
  await run.select(query.operation.selectionSet, output, {
    node: call.context,
    type: call.context === null ? 'Query' : String(call.context.resourceType),
    root: call.context,
    flattened: false,
    suffix: '',
    depth: 0,
  });
  return output.toJson();
}

/** Where a selection stands. */
interface Place {
  readonly node: JsonObject | null;
  readonly type: string;
  /** The resource around it, whose contained resources references may name. */
  readonly root: JsonObject | null;
  /** Inside of a list that is flattened. */
  readonly flattened: boolean;
  readonly suffix: string;
  readonly depth: number;
}

interface Found {
  readonly values: readonly Json[];
  readonly type: string;
  readonly many: boolean;
}

class Run {
  readonly #query: Query;
  readonly #source: GraphqlSource;
  readonly #definitions: Definitions;
  #fields = 0;
  #lookups = 0;

  constructor(query: Query, source: GraphqlSource, definitions: Definitions) {
    this.#query = query;
    this.#source = source;
    this.#definitions = definitions;
  }

  async select(set: SelectionSetNode, output: OutputObject, place: Place): Promise<void> {
    if (place.depth > DEEPEST) throw tooLarge(`it goes deeper than ${DEEPEST}`);
    for (const selection of set.selections) {
      if (!this.#wanted(selection.directives)) continue;
      if (selection.kind === Kind.FIELD) {
        await this.#field(selection, output, place);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#query.fragments.get(selection.name.value);
      if (fragment === undefined) throw refused('names a fragment that does not exist', 'query');
      const condition = fragment.typeCondition?.name.value;
      if (condition !== undefined && !this.#isA(place.type, condition)) continue;
      await this.select(fragment.selectionSet, output, { ...place, depth: place.depth + 1 });
    }
  }

  async #field(field: FieldNode, output: OutputObject, place: Place): Promise<void> {
    this.#fields += 1;
    if (this.#fields > MOST_FIELDS) throw tooLarge(`it gives more than ${MOST_FIELDS} fields`);
    const name = field.name.value;
    const alias = field.alias?.value ?? name;
    const has = (directive: string) => field.directives?.some((one) => one.name.value === directive) === true;
    const found = await this.#find(field, place);
    const kept = has('first') ? found.values.slice(0, 1) : found.values;
    const several = found.many && !has('first');
    const flatten = has('flatten');
    const shape: FieldShape = has('singleton') ? 'singleton' : several || place.flattened ? 'list' : 'free';
    const slice = this.#slice(field, place);
    for (const [index, value] of kept.entries()) {
      const suffix = slice === null ? place.suffix : `.${slice(value, index)}`;
      // A slice names the list's own field, or, where the list is flattened, the fields inside.
      const key = alias + (slice === null || !flatten ? suffix : '');
      if (field.selectionSet === undefined) {
        if (isObject(value)) throw refused(`needs a selection of fields, as in ${name} { ... }`, name);
        output.add(key, value, shape);
        continue;
      }
      if (!isObject(value)) throw refused('has no fields to select', name);
      const inner: Place = {
        node: value,
        type: typeof value.resourceType === 'string' ? value.resourceType : found.type,
        root: typeof value.resourceType === 'string' ? value : place.root,
        flattened: flatten && (several || place.flattened) && slice === null,
        suffix: flatten ? suffix : '',
        depth: place.depth + 1,
      };
      if (flatten) await this.select(field.selectionSet, output, inner);
      else {
        const made = new OutputObject();
        output.add(key, made, shape);
        await this.select(field.selectionSet, made, inner);
      }
    }
  }

  #slice(field: FieldNode, place: Place): ((value: Json, index: number) => string) | null {
    const directive = field.directives?.find((one) => one.name.value === 'slice');
    if (directive === undefined) return null;
    const [path] = argumentsOf(directive.arguments, this.#query.variables).get('path') ?? [];
    if (path === undefined) throw refused('has a @slice without its path', field.name.value);
    if (path === '$index') return (_value, index) => String(index);
    const compiled = compileFhirPath(path);
    return (value) =>
      compiled
        .values(value, place.root ?? value)
        .map(String)
        .join('');
  }

  #wanted(directives: FieldNode['directives']): boolean {
    for (const { name, arguments: given } of directives ?? []) {
      if (!DIRECTIVES.has(name.value)) {
        throw new TwinwardError(
          'request.unsupported',
          `GraphQL: the directive @${name.value} is not supported`,
          {
            field: name.value,
            remedy: `use ${[...DIRECTIVES].map((one) => `@${one}`).join(', ')}`,
          },
        );
      }
      if (name.value !== 'skip' && name.value !== 'include') continue;
      const [condition] = argumentsOf(given, this.#query.variables).get('if') ?? [];
      if (condition !== 'true' && condition !== 'false') throw refused('needs if: true or false', name.value);
      if ((condition === 'true') === (name.value === 'skip')) return false;
    }
    return true;
  }

  async #find(field: FieldNode, place: Place): Promise<Found> {
    const name = field.name.value;
    const given = new Map(argumentsOf(field.arguments, this.#query.variables));
    if (name === '__typename') return { values: [place.type], type: 'string', many: false };
    if (place.node === null || isResource(place.node)) {
      const searched = await this.#search(name, given, place);
      if (searched !== null) return searched;
    }
    if (place.node === null) throw refused('is nothing the server can be asked for', name);
    if (place.type === 'Reference' && name === 'resource') return this.#follow(place, given);
    const connection = CONNECTION_TYPES[place.type]?.[name];
    if (connection !== undefined) return { values: listOf(place.node[name]), ...connection };
    const shadow = name.startsWith('_') && elementOf(this.#definitions, place.type, name.slice(1)) !== null;
    const element =
      name === 'resourceType'
        ? null
        : elementOf(this.#definitions, place.type, shadow ? name.slice(1) : name);
    if (name === 'resourceType' && isResource(place.node))
      return { values: [place.type], type: 'code', many: false };
    if (element === null) throw refused(`does not exist in ${place.type}`, name);
    const found = {
      values: listOf(place.node[name]),
      type: shadow ? 'Element' : element.type,
      many: element.element.many === true,
    };
    return { ...found, values: filtered(found.values, given, place.root) };
  }

  async #search(name: string, given: Map<string, readonly string[]>, place: Place): Promise<Found | null> {
    const [, type = '', kind = ''] = /^([A-Z][A-Za-z]*?)(List|Connection|)$/.exec(name) ?? [];
    const one = this.#definitions.types[name]?.kind === 'resource';
    if (!one && (kind === '' || this.#definitions.types[type]?.kind !== 'resource')) return null;
    this.#countLookup();
    if (one) {
      if (place.node !== null) return null;
      const [id] = given.get('id') ?? given.get('_id') ?? [];
      if (id === undefined) throw refused('needs its id', name);
      const resource = await this.#source.resolve(`${name}/${id}`);
      if (resource === null) throw refused('cannot be found', name);
      return { values: [resource], type: name, many: false };
    }
    const parameters: [string, string][] = [];
    for (const [key, values] of given) {
      if (key === '_reference') continue;
      parameters.push([key.replaceAll(/(?<=.)_/g, '-'), values.join(',')]);
    }
    if (place.node !== null) {
      const [by] = given.get('_reference') ?? [];
      if (by === undefined) throw refused('needs _reference: the search parameter that points here', name);
      parameters.push([by.replaceAll('_', '-'), `${place.node.resourceType}/${place.node.id}`]);
    }
    const bundle = await this.#source.search(type, parameters);
    if (kind === 'Connection') return { values: [connectionOf(bundle)], type: 'Connection', many: false };
    const entries = listOf(bundle.entry).filter(isObject);
    const matches = entries.filter(
      ({ search }) => !isObject(search) || search.mode === undefined || search.mode === 'match',
    );
    return { values: matches.map(({ resource }) => resource).filter(isObject), type, many: true };
  }

  async #follow(place: Place, given: ReadonlyMap<string, readonly string[]>): Promise<Found> {
    const reference = place.node?.reference;
    const wanted = given.get('type');
    const none: Found = { values: [], type: 'Resource', many: false };
    this.#countLookup();
    const resource =
      typeof reference !== 'string'
        ? null
        : reference.startsWith('#')
          ? (listOf(place.root?.contained)
              .filter(isObject)
              .find(({ id }) => `#${id}` === reference) ?? null)
          : await this.#source.resolve(reference);
    if (resource === null) {
      if (given.get('optional')?.[0] === 'true') return none;
      throw refused('cannot be found; say resource(optional: true) where that may be', 'resource');
    }
    if (wanted !== undefined && !wanted.includes(String(resource.resourceType))) return none;
    return { values: [resource], type: String(resource.resourceType), many: false };
  }

  #countLookup(): void {
    this.#lookups += 1;
    if (this.#lookups > MOST_LOOKUPS)
      throw tooLarge(`it asks for other resources more than ${MOST_LOOKUPS} times`);
  }

  #isA(type: string, ancestor: string): boolean {
    for (let at: string | undefined = type; at !== undefined; at = this.#definitions.types[at]?.base) {
      if (at === ancestor) return true;
    }
    return false;
  }
}

/** Elements of a list that the arguments keep: by FHIRPath, by the value of a property, by place. */
function filtered(
  values: readonly Json[],
  given: ReadonlyMap<string, readonly string[]>,
  root: JsonObject | null,
): readonly Json[] {
  let kept = values;
  for (const [name, wanted] of given) {
    if (PAGING.has(name)) continue;
    if (name === 'fhirpath') {
      const path = compileFhirPath(wanted[0] ?? '');
      kept = kept.filter((value) => path.holds(value, root ?? value));
    } else {
      kept = kept.filter(
        (value) => isObject(value) && value[name] !== undefined && wanted.includes(String(value[name])),
      );
    }
  }
  const offset = placeIn(given, '_offset') ?? 0;
  const count = placeIn(given, '_count');
  return kept.slice(offset, count === null ? undefined : offset + count);
}

function placeIn(given: ReadonlyMap<string, readonly string[]>, name: string): number | null {
  const [text] = given.get(name) ?? [];
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) throw refused('is no whole number', name);
  return Number(text);
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.filter((one) => one !== null) : [value];
}

function isResource(node: JsonObject): boolean {
  return typeof node.resourceType === 'string';
}

function refused(why: string, field: string): TwinwardError {
  return new TwinwardError('request.invalid', `GraphQL: ${field} ${why}`, {
    field,
    remedy: 'see GraphQL in FHIR R4',
  });
}

function tooLarge(why: string): TwinwardError {
  return new TwinwardError('request.too-large', `GraphQL: the query is too large: ${why}`, {
    field: 'query',
    remedy: 'ask for less at once',
  });
}
