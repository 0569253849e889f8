import { TwinwardError } from '@twinward/contract';

/** What `make` makes; where it finds a model to be invalid, the error says at which line. */
export function located<T>(lines: ReadonlyMap<string, number>, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof TwinwardError) || error.code !== 'model.invalid') throw error;
    const line = lines.get(error.place.field ?? '');
    if (line === undefined || error.place.row !== undefined) throw error;
    throw new TwinwardError(error.code, `line ${line}: ${error.message}`, { ...error.place, row: line });
  }
}
