import { conditionHolds } from './condition-holds.ts';
import { DOUBLES, EntityDouble } from './entity-table.ts';
import type { ConditionCode } from './process-program.ts';
import type { ProcessState } from './process-state.ts';
import { RESOURCE_LEVELS, ResourceLevel } from './process-statistics.ts';
import { stepFault } from './step-fault.ts';

/** Who may have units of which resource, and how many he asks for. */
export class Eligibility {
  /** What those have in common that hold units of a shared resource. */
  readonly shared: Float64Array;
  /** Resources that not everybody may have: shared by an attribute, or kept in part for the urgent. */
  readonly choosy: readonly boolean[];
  /** Requests of one way, for units that are constants, of resources that anybody may have. */
  readonly plain: readonly boolean[];
  readonly #state: ProcessState;

  constructor(state: ProcessState) {
    const { program } = state;
    const { from, resources, attribute, alternatives } = program.requests;
    this.#state = state;
    this.shared = new Float64Array(program.resources.length);
    this.choosy = program.resources.map(({ shared, reserve }) => shared >= 0 || reserve !== null);
    this.plain = alternatives.map(
      (ways, index) =>
        ways === null &&
        resources
          .subarray(from[index], from[index + 1])
          .every((resource, i) => !this.choosy[resource] && attribute[from[index]! + i]! < 0),
    );
  }

  /** Units in a place of the table of requests: a constant, or what the entity carries. Throws `model.domain` unless whole and above 0. */
  unitsAsked(row: number, i: number): number {
    const { program, entities, now } = this.#state;
    const attribute = program.requests.attribute[i]!;
    if (attribute < 0) return program.requests.units[i]!;
    const asked = entities.attributes[row * entities.attributeCount + attribute]!;
    if (Number.isInteger(asked) && asked >= 1) return asked;
    throw stepFault(program.attributes[attribute]!, now, `${asked} units are asked for`);
  }

  /** Whether an alternative is for an entity. */
  suits(row: number, when: readonly ConditionCode[]): boolean {
    return when.every((condition) => conditionHolds(this.#state, condition, row));
  }

  /** Whether units of a resource are for an entity now, so many of them being free. */
  admits(row: number, resource: number, units: number, free: number): boolean {
    const { program, entities, statistics } = this.#state;
    const { shared, reserve } = program.resources[resource]!;
    const busy = statistics.levels.level(resource * RESOURCE_LEVELS + ResourceLevel.busy);
    const own = entities.attributes[row * entities.attributeCount + shared];
    if (shared >= 0 && busy > 0 && own !== this.shared[resource]) return false;
    if (reserve === null) return true;
    const urgent = entities.doubles[row * DOUBLES + EntityDouble.priority]! <= reserve.priority;
    return urgent || free - units >= reserve.units;
  }

  /** Notes who has units of a resource now. */
  given(row: number, resource: number): void {
    const { program, entities } = this.#state;
    const { shared } = program.resources[resource]!;
    if (shared >= 0) this.shared[resource] = entities.attributes[row * entities.attributeCount + shared]!;
  }
}
