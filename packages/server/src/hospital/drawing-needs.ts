import { TwinwardError } from '@twinward/contract';
import { bpmnNeeds, needName } from '@twinward/twins/hospital';
import type { DrawingView } from '../schemas/drawing-schema.ts';
import { amountWords } from './amount-words.ts';
import { isDrawing, readHospitalText } from './open-hospital.ts';

/** What has to be given before a file can be run, and what of it the file says itself. Throws `file.invalid`, and `request.unsupported` for an element that is not read, by id. */
export async function needsOf(text: string, file: string): Promise<DrawingView> {
  const drawing = isDrawing(text) ? await asTheirs(bpmnNeeds(text)) : null;
  if (drawing === null) {
    const { name } = await asTheirs(readHospitalText(text, file));
    return { name, needs: [], given: [] };
  }
  const { name, needs, given } = drawing;
  return {
    name,
    needs: needs
      .map((need) => ({ name: needName(need), kind: need.kind, of: need.of }))
      .filter((need) => !(need.name in given)),
    given: Object.entries(given).map(([one, { value, source }]) => ({
      name: one,
      value: amountWords(value),
      source: source ?? '',
    })),
  };
}

/** A model that somebody brings is their file, not a fault of ours. */
export function asTheirs<Value>(reading: Promise<Value>): Promise<Value> {
  return reading.catch((error: unknown) => {
    if (error instanceof TwinwardError && error.code === 'model.invalid')
      throw new TwinwardError('file.invalid', error.message, error.place);
    throw error;
  });
}
