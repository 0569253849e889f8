// Kept scenarios in PostgreSQL.
import type { Instant } from '@twinward/contract';
import type { KeptScenario, ScenarioAbout, ScenarioStore } from '../ports/scenario-store.ts';
import type { Database, Row } from './database.ts';

const COLUMNS = 'id, twin, name, created_by, created_at, scenario, result';

const KEEP = `
insert into kept_scenario (${COLUMNS}) values ($1, $2, $3, $4, $5::bigint, $6::json, $7::json)
on conflict (id) do update set
  twin = excluded.twin, name = excluded.name, created_by = excluded.created_by, created_at = excluded.created_at,
  scenario = excluded.scenario, result = excluded.result`;

/** Scenarios over a database. */
export class PgScenarioStore implements ScenarioStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async keep(kept: KeptScenario): Promise<void> {
    await this.#database.rows(KEEP, [
      kept.id,
      kept.twin,
      kept.name,
      kept.createdBy,
      kept.createdAt,
      JSON.stringify(kept.scenario),
      JSON.stringify(kept.result ?? null),
    ]);
  }

  async list(about: ScenarioAbout): Promise<readonly KeptScenario[]> {
    const text = `select ${COLUMNS} from kept_scenario where twin = $1 order by created_at desc, id`;
    return (await this.#database.rows(text, [about])).map(keptScenario);
  }

  async byId(id: string): Promise<KeptScenario | null> {
    const [row] = await this.#database.rows(`select ${COLUMNS} from kept_scenario where id = $1`, [id]);
    return row === undefined ? null : keptScenario(row);
  }
}

function keptScenario([id, twin, name, createdBy, createdAt, scenario, result]: Row): KeptScenario {
  return {
    id: id as string,
    twin: twin as ScenarioAbout,
    name: name as string,
    createdBy: createdBy as string,
    createdAt: createdAt as Instant,
    scenario: JSON.parse(scenario as string) as KeptScenario['scenario'],
    result: JSON.parse(result as string) as unknown,
  };
}
