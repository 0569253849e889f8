// A search over resources -> one statement.
import type { RangeRelation, ResourceOrder, ResourceQuery, ResourceTest } from '@twinward/contract';
import { VERSION } from './resource-statements.ts';

/** A statement with its values. */
export interface SearchStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The page of a search, with one resource more than asked for where there is more. */
export function searchStatement(query: ResourceQuery): SearchStatement {
  const building = new Building();
  const where = building.test(query.test, 'r', query.type);
  const order = query.order.map((one) => building.order(one));
  return {
    // The page keeps its order through the join with the bodies: a hash join, chosen for long pages, would lose it.
    text: `select ${VERSION} from (
  select page.*, row_number() over () as place from (
    select r.resource_no, r.type, r.id, r.version from resource r
    where r.type = ${building.value(query.type)} and not r.deleted and ${where}
    order by ${[...order, 'r.resource_no'].join(', ')}
    limit ${building.value(query.limit + 1)} offset ${building.value(query.offset)}
  ) page
) r join resource_version v using (resource_no, version) order by r.place`,
    values: building.values,
  };
}

/** How many resources satisfy a test. */
export function countStatement(type: string, test: ResourceTest): SearchStatement {
  const building = new Building();
  const where = building.test(test, 'r', type);
  return {
    text: `select count(*) from resource r where r.type = ${building.value(type)} and not r.deleted and ${where}`,
    values: building.values,
  };
}

const TABLES = { token: 'resource_token', string: 'resource_string', range: 'resource_range' } as const;

class Building {
  readonly values: unknown[] = [];
  #aliases = 0;

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** A condition on the resource of an alias. */
  test(test: ResourceTest, on: string, type: string): string {
    switch (test.kind) {
      case 'token':
      case 'address':
      case 'string':
      case 'range': {
        const alias = this.#alias();
        return `${on}.resource_no in (select ${alias}.resource_no from ${tableOf(test)} ${alias} where ${this.#leaf(test, alias)})`;
      }
      case 'present': {
        const param = this.value(test.param);
        const parts = Object.values(TABLES).map(
          (table) => `select resource_no from ${table} where param = ${param}`,
        );
        return `${on}.resource_no in (${parts.join(' union all ')})`;
      }
      case 'id':
        return `${on}.id = any(${this.value(test.ids)}::text[])`;
      case 'updated':
        return relation(
          test.relation,
          `${on}.updated_at`,
          `(${on}.updated_at + 1)`,
          this.value(test.low),
          this.value(test.high),
          'bigint',
        );
      case 'any': {
        // Alternatives of one table are looked up together: joined by OR, each would be read whole and held against every resource.
        if (test.of.length > 1 && isOfOneTable(test)) {
          const alias = this.#alias();
          return `${on}.resource_no in (select ${alias}.resource_no from ${tableOf(test)} ${alias} where ${this.#leaf(test, alias)})`;
        }
        return test.of.length === 0
          ? 'false'
          : `(${test.of.map((one) => this.test(one, on, type)).join(' or ')})`;
      }
      case 'all':
        return test.of.length === 0
          ? 'true'
          : `(${test.of.map((one) => this.test(one, on, type)).join(' and ')})`;
      case 'not':
        return `not ${this.test(test.of, on, type)}`;
      case 'together':
        return this.#together(test.of, on);
      case 'points-to': {
        const [token, target] = [this.#alias(), this.#alias()];
        const inner = this.test(test.to, target, test.type);
        return `${on}.resource_no in (select ${token}.resource_no from resource_token ${token}
          join resource ${target} on ${target}.type = ${token}.system and ${target}.id = ${token}.code
          where ${token}.param = ${this.value(test.param)} and ${target}.type = ${this.value(test.type)} and not ${target}.deleted and ${inner})`;
      }
      case 'pointed-at': {
        const [token, source] = [this.#alias(), this.#alias()];
        const inner = this.test(test.by, source, test.type);
        return `${on}.id in (select ${token}.code from resource_token ${token}
          join resource ${source} on ${source}.resource_no = ${token}.resource_no
          where ${token}.param = ${this.value(test.param)} and ${token}.system = ${this.value(type)}
            and ${source}.type = ${this.value(test.type)} and not ${source}.deleted and ${inner})`;
      }
    }
  }

  /** Ascending by the least value, descending by the greatest; those without any come last. */
  order({ by, descending }: ResourceOrder): string {
    const way = descending ? 'desc' : 'asc';
    if ('field' in by) return `r.${by.field === 'id' ? 'id' : 'updated_at'} ${way}`;
    const pick = descending ? 'max' : 'min';
    const column = { token: 'code', string: 'plain', range: descending ? 'high' : 'low' }[by.kind];
    const chosen =
      by.kind === 'range'
        ? `coalesce(${pick}(o.${column}) filter (where left(o.unit, 1) = '='), ${pick}(o.${column}))`
        : `${pick}(o.${column} collate "C")`;
    return `(select ${chosen} from ${TABLES[by.kind]} o where o.resource_no = r.resource_no and o.param = ${this.value(by.param)}) ${way} nulls last`;
  }

  #together(tests: readonly ResourceTest[], on: string): string {
    const parts = tests.map((test) => ({ test, alias: this.#alias() }));
    const [first, ...rest] = parts;
    if (first === undefined) return 'true';
    const joins = rest.map(
      ({ test, alias }) =>
        `join ${tableOf(test)} ${alias} on ${alias}.resource_no = ${first.alias}.resource_no and ${alias}.grp = ${first.alias}.grp`,
    );
    const conditions = parts.map(({ test, alias }) => this.#leaf(test, alias));
    return `${on}.resource_no in (select ${first.alias}.resource_no from ${tableOf(first.test)} ${first.alias} ${joins.join(' ')} where ${conditions.join(' and ')})`;
  }

  #leaf(test: ResourceTest, alias: string): string {
    switch (test.kind) {
      case 'token': {
        const parts = [`${alias}.param = ${this.value(test.param)}`];
        if (test.code !== undefined) parts.push(`${alias}.code = ${this.value(test.code)}`);
        if (test.system !== undefined) parts.push(`${alias}.system = ${this.value(test.system)}`);
        return parts.join(' and ');
      }
      case 'address':
        return `${alias}.param = ${this.value(test.param)} and starts_with(${alias}.code, ${this.value(test.start)})`;
      case 'string': {
        const param = `${alias}.param = ${this.value(test.param)}`;
        if (test.how === 'exact') return `${param} and ${alias}.text = ${this.value(test.text)}`;
        const pattern = test.text.replace(/[\\%_]/g, '\\$&');
        return `${param} and ${alias}.plain like ${this.value(test.how === 'starts' ? `${pattern}%` : `%${pattern}%`)}`;
      }
      case 'range': {
        const units =
          test.units === undefined
            ? `left(${alias}.unit, 1) <> '='`
            : `${alias}.unit = any(${this.value(test.units)}::text[])`;
        const compared = relation(
          test.relation,
          `${alias}.low`,
          `${alias}.high`,
          this.value(test.low),
          this.value(test.high),
          'float8',
        );
        return `${alias}.param = ${this.value(test.param)} and ${units} and ${compared}`;
      }
      case 'any':
        // Of one table: alternatives of one component.
        return `(${test.of.map((one) => this.#leaf(one, alias)).join(' or ')})`;
      default:
        throw new Error(`${test.kind} is no part of a group`);
    }
  }

  #alias(): string {
    this.#aliases += 1;
    return `a${this.#aliases}`;
  }
}

/** Whether all alternatives are entries of one table of the index. */
function isOfOneTable(test: ResourceTest & { readonly kind: 'any' }): boolean {
  const tables = new Set(
    test.of.map((one) => (/^(token|address|string|range)$/.test(one.kind) ? tableOf(one) : null)),
  );
  return tables.size === 1 && !tables.has(null);
}

function tableOf(test: ResourceTest): string {
  if (test.kind === 'any') return tableOf(test.of[0]!);
  if (test.kind === 'string') return TABLES.string;
  return test.kind === 'range' ? TABLES.range : TABLES.token;
}

/** FHIR R4, "Search", prefixes: [low, high) of the value against [from, to) of the search. */
function relation(
  by: RangeRelation,
  low: string,
  high: string,
  from: string,
  to: string,
  type: string,
): string {
  const [least, most] = [`${from}::${type}`, `${to}::${type}`];
  const inside = `${low} >= ${least} and ${high} <= ${most}`;
  switch (by) {
    case 'eq':
      return `(${inside} and ${low} < ${most})`;
    case 'ne':
      return `not (${inside} and ${low} < ${most})`;
    case 'gt':
      return `(${high} > ${most} and ${least} is not null)`;
    case 'lt':
      return `(${low} < ${least} and ${most} is not null)`;
    case 'ge':
      return `(${high} > ${most} or (${inside}))`;
    case 'le':
      return `(${low} < ${least} or (${inside}))`;
    case 'sa':
      return `(${low} >= ${most} and ${least} is not null)`;
    case 'eb':
      return `(${high} <= ${least} and ${most} is not null)`;
    case 'ap':
      return `(${low} < ${most} and ${high} > ${least})`;
  }
}
