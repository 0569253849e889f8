import { type HospitalModel, resolveParameters } from '@twinward/twins/hospital';
import type { Actor } from '../access/actor.ts';
import type { HospitalView } from '../schemas/hospital-schema.ts';
import { amountWords } from './amount-words.ts';
import { mayChange, type ShelvedHospital } from './hospital-shelf.ts';

/** A hospital as its page describes it to somebody: every value with where it comes from. */
export function hospitalView(hospital: ShelvedHospital, actor: Actor | null): HospitalView {
  const { id, model, brought } = hospital;
  const resolved = resolveParameters(model);
  return {
    id,
    brought: brought === null ? null : { by: brought.by, at: brought.at },
    mayChange: mayChange(hospital, actor),
    name: model.name,
    about: model.about ?? '',
    unit: model.time.unit,
    until: model.run.until,
    warmUp: model.run.warmUp ?? 0,
    replications: model.run.replications ?? 30,
    parameters: Object.entries(model.parameters ?? {}).map(
      ([name, { value, unit, basis, source, note }]) => ({
        name,
        value: amountWords(value),
        unit: unit ?? null,
        basis,
        source: source ?? null,
        note: note ?? null,
      }),
    ),
    scenarios: Object.entries(model.scenarios ?? {}).map(([name, changes]) => ({
      name,
      changes: Object.entries(changes).map(([parameter, value]) => ({
        parameter,
        value: amountWords(value),
      })),
    })),
    resources: Object.entries(resolved.resources).map(([name, { kind = 'other', capacity }]) => ({
      name,
      kind,
      capacity: typeof capacity === 'number' ? String(capacity) : shiftWords(capacity),
    })),
    units: Object.keys(model.units ?? {}).length,
  };
}

function shiftWords(capacity: Exclude<HospitalModel['resources'][string]['capacity'], number>): string {
  if (!('shifts' in capacity)) return JSON.stringify(capacity);
  return capacity.shifts
    .map(({ days, from, to, units }) => {
      const count = typeof units === 'number' ? String(units) : units.parameter;
      return `${days === undefined ? 'daily' : days.join(' ')} ${from} to ${to}: ${count}`;
    })
    .join('; ');
}
