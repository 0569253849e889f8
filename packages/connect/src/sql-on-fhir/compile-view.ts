// SQL on FHIR 2.0: a ViewDefinition becomes a function from a resource to the rows of a table.
import { TwinwardError } from '@twinward/contract';
import { isObject } from '../fhir/json.ts';
import { compileFhirPath, type FhirPath } from '../fhir/path/fhir-path.ts';
import { type ViewSelect, viewDefinitionSchema } from './view-definition.ts';
import { VIEW_FUNCTIONS } from './view-functions.ts';

/** One row: values by column, null where there is none, a list in columns that keep several. */
export type ViewRow = Readonly<Record<string, unknown>>;

/** A view ready to run. */
export interface View {
  /** Type of the resources it is about. */
  readonly resource: string;
  /** Column names in order. */
  readonly columns: readonly string[];
  /** The rows a resource gives; none for other types and where `where` does not hold. Throws `request.invalid` where a value cannot stand in a column. */
  rows(resource: unknown): readonly ViewRow[];
}

type Rows = (focus: unknown, root: unknown) => readonly ViewRow[];

interface Part {
  readonly columns: readonly string[];
  readonly rows: Rows;
}

/** Constants that are moments stand in expressions as literals, with these signs, so that they compare as moments. */
const MOMENTS: Readonly<Record<string, string>> = {
  valueDate: '@',
  valueDateTime: '@',
  valueInstant: '@',
  valueTime: '@T',
};

const MOST_ROWS = 100_000;
const DEEPEST_REPEAT = 100;

/**
 * Reads a ViewDefinition. Throws `request.invalid` naming the place that is wrong: no resource type, a path that is no FHIRPath, a constant
 * that does not exist, columns named twice, branches of a union whose columns differ.
 *
 * @example
 * const view = compileView({ resource: 'Patient', select: [{ column: [{ name: 'id', path: 'id' }] }] });
 * view.rows({ resourceType: 'Patient', id: 'a' })[0].id; // 'a'
 */
export function compileView(definition: unknown): View {
  const read = viewDefinitionSchema.safeParse(definition);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw refused(issue?.path.join('.') || 'view', issue?.message ?? 'is no ViewDefinition');
  }
  const view = read.data;
  const constants: Record<string, unknown> = {};
  const literals: Record<string, string> = {};
  for (const constant of view.constant ?? []) {
    const key = Object.keys(constant).find((one) => one.startsWith('value')) ?? '';
    constants[constant.name] = constant[key];
    const sign = MOMENTS[key];
    if (sign !== undefined) literals[constant.name] = `${sign}${constant[key]}`;
  }
  const compile = (text: string, place: string): ((focus: unknown, root: unknown) => readonly unknown[]) => {
    checkConstants(text, constants, place);
    const path: FhirPath = compileFhirPath(withLiterals(text, literals), { functions: VIEW_FUNCTIONS });
    return (focus, root) => path.values(focus, root, constants);
  };
  const filters = (view.where ?? []).map(({ path }, i) => compile(path, `where.${i}.path`));
  const whole = product(
    view.select.map((select, i) => compileSelect(select, `select.${i}`, compile)),
    'select',
  );
  return {
    resource: view.resource,
    columns: whole.columns,
    rows: (resource) => {
      if (!isObject(resource) || resource.resourceType !== view.resource) return [];
      const kept = filters.every((filter) => {
        const found = filter(resource, resource);
        if (found.length > 1 || (found.length === 1 && typeof found[0] !== 'boolean')) {
          throw refused('where', 'gives something other than true or false');
        }
        return found[0] === true;
      });
      return kept ? whole.rows(resource, resource) : [];
    },
  };
}

type Compile = (text: string, place: string) => (focus: unknown, root: unknown) => readonly unknown[];

function compileSelect(select: ViewSelect, place: string, compile: Compile): Part {
  const columns = (select.column ?? []).map(({ name, path, collection }, i): Part => {
    const values = compile(path, `${place}.column.${i}.path`);
    return {
      columns: [name],
      rows: (focus, root) => {
        const found = values(focus, root);
        if (collection === true) return [{ [name]: found }];
        if (found.length > 1)
          throw refused(`${place}.column.${i}`, `"${name}" has several values but is no collection`);
        return [{ [name]: found[0] ?? null }];
      },
    };
  });
  const inner = (select.select ?? []).map((one, i) => compileSelect(one, `${place}.select.${i}`, compile));
  const union = select.unionAll?.map((one, i) => compileSelect(one, `${place}.unionAll.${i}`, compile));
  const parts = union === undefined ? inner : [...inner, unionOf(union, place)];
  const whole = product([...columns, ...parts], place);
  if (select.repeat !== undefined) {
    const ways = select.repeat.map((path, i) => compile(path, `${place}.repeat.${i}`));
    return {
      ...whole,
      rows: (focus, root) => reached(focus, root, ways, 0).flatMap((one) => whole.rows(one, root)),
    };
  }
  const way = select.forEach ?? select.forEachOrNull;
  if (way === undefined) return whole;
  const each = compile(way, `${place}.${select.forEach === undefined ? 'forEachOrNull' : 'forEach'}`);
  const none = Object.fromEntries(whole.columns.map((name) => [name, null]));
  return {
    columns: whole.columns,
    rows: (focus, root) => {
      const found = each(focus, root);
      if (found.length === 0 && select.forEachOrNull !== undefined) return [none];
      return found.flatMap((one) => whole.rows(one, root));
    },
  };
}

function reached(
  focus: unknown,
  root: unknown,
  ways: readonly ((focus: unknown, root: unknown) => readonly unknown[])[],
  depth: number,
): readonly unknown[] {
  if (depth > DEEPEST_REPEAT) throw refused('repeat', `goes deeper than ${DEEPEST_REPEAT}`);
  return ways
    .flatMap((way) => way(focus, root))
    .flatMap((one) => [one, ...reached(one, root, ways, depth + 1)]);
}

/** Every row of the first beside every row of the second, and so on. */
function product(parts: readonly Part[], place: string): Part {
  const columns = parts.flatMap((part) => part.columns);
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined) throw refused(place, `has the column "${twice}" twice`);
  return {
    columns,
    rows: (focus, root) => {
      let rows: readonly ViewRow[] = [{}];
      for (const part of parts) {
        const more = part.rows(focus, root);
        if (rows.length * more.length > MOST_ROWS)
          throw refused(place, `gives more than ${MOST_ROWS} rows for one resource`);
        rows = rows.flatMap((left) => more.map((right) => ({ ...left, ...right })));
      }
      return rows;
    },
  };
}

function unionOf(parts: readonly Part[], place: string): Part {
  const [first] = parts;
  const columns = first?.columns ?? [];
  const other = parts.find((part) => part.columns.join('\n') !== columns.join('\n'));
  if (other !== undefined) {
    throw refused(
      `${place}.unionAll`,
      `has branches of different columns: ${columns.join(', ')} and ${other.columns.join(', ')}`,
    );
  }
  return { columns, rows: (focus, root) => parts.flatMap((part) => part.rows(focus, root)) };
}

const STRINGS_OR_VARIABLES = /('(?:[^'\\]|\\.)*')|%(?:`([^`]+)`|([A-Za-z_]\w*))/g;
const GIVEN = new Set(['resource', 'rootResource', 'context', 'sct', 'loinc', 'ucum']);

function checkConstants(text: string, constants: Readonly<Record<string, unknown>>, place: string): void {
  for (const [, , quoted, plain] of text.matchAll(STRINGS_OR_VARIABLES)) {
    const name = quoted ?? plain;
    if (
      name === undefined ||
      GIVEN.has(name) ||
      name.startsWith('vs-') ||
      name.startsWith('ext-') ||
      Object.hasOwn(constants, name)
    )
      continue;
    throw refused(place, `names the constant "${name}", which the view does not define`);
  }
}

function withLiterals(text: string, literals: Readonly<Record<string, string>>): string {
  return text.replace(
    STRINGS_OR_VARIABLES,
    (all, _string, quoted, plain) => literals[quoted ?? plain] ?? all,
  );
}

function refused(field: string, why: string): TwinwardError {
  return new TwinwardError('request.invalid', `ViewDefinition: ${field} ${why}`, {
    field,
    remedy: 'see ViewDefinition in SQL on FHIR 2.0',
  });
}
