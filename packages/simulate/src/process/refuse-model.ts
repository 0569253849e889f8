import { TwinwardError } from '@twinward/contract';

/** Refuses a model: where it is wrong, what is wrong there, and what mends it. */
export function refuseModel(place: string, what: string, remedy: string): never {
  throw new TwinwardError('model.invalid', `${place} ${what}`, { field: place, remedy });
}
