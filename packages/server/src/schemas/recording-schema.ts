import { z } from 'zod';
import type { Recording } from '../waveforms/recording.ts';

/** A recording as it is told to clients. */
export interface RecordingView {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly attribution: string;
  readonly origin: 'published' | 'imported';
  readonly annotated: boolean;
  readonly seconds: number | null;
  readonly signals: readonly { readonly name: string; readonly unit: string; readonly frequency: number }[];
}

/** A recording. */
export const recordingSchema: z.ZodType<RecordingView> = z
  .strictObject({
    name: z.string(),
    title: z.string(),
    licence: z.string(),
    attribution: z.string(),
    origin: z.enum(['published', 'imported']),
    annotated: z.boolean().meta({ description: 'whether beats are marked in it' }),
    seconds: z.number().nullable().meta({ description: 'null where the header does not say' }),
    signals: z.array(
      z.strictObject({
        name: z.string(),
        unit: z.string(),
        frequency: z.number().meta({ description: 'samples a second' }),
      }),
    ),
  })
  .meta({ id: 'Recording' });

/** A recording for clients. */
export function viewOfRecording(recording: Recording): RecordingView {
  const { name, title, licence, attribution, origin, annotated, seconds, header } = recording;
  const signals = header.signals.map(({ description, file, unit, samplesPerFrame }) => ({
    name: description === '' ? file : description,
    unit,
    frequency: header.frequency * samplesPerFrame,
  }));
  return { name, title, licence, attribution, origin, annotated, seconds, signals };
}
