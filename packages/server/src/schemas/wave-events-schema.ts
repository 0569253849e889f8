import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** A tenth of a second of every signal of a playback. */
export interface WaveSamples {
  readonly playback: string;
  readonly from: number;
  readonly to: number;
  readonly samples: readonly string[];
  readonly beats: readonly (readonly number[])[];
}

/** What ten seconds of one signal came to. */
export interface WaveJudgement {
  readonly grade: 'good' | 'doubtful' | 'withheld';
  readonly fault: string | null;
  readonly words: string;
  readonly vitals: readonly {
    readonly code: string;
    readonly label: string;
    readonly value: number;
    readonly unit: string;
  }[];
}

/** What ten seconds of a playback came to. */
export interface WaveVitals {
  readonly playback: string;
  readonly at: string;
  readonly to: number;
  readonly signals: readonly (WaveJudgement | null)[];
  readonly recorded: readonly string[];
  readonly withheld: readonly string[];
}

/** The payload of `event: samples` of the waveform stream. */
export const waveSamplesSchema: z.ZodType<WaveSamples> = z
  .strictObject({
    playback: z.string(),
    from: z.number().meta({ description: 'seconds played when the first sample was taken' }),
    to: z.number(),
    samples: z.array(
      z.string().meta({
        description: 'of each signal, evenly from `from` to `to`: 16-bit little-endian, base64; -32768 none',
      }),
    ),
    beats: z
      .array(z.array(z.number()))
      .meta({ description: 'of each signal, seconds played at the beats now certain' }),
  })
  .meta({ id: 'WaveSamples', description: 'the payload of `event: samples` of the waveform stream' });

/** The payload of `event: vitals` of the waveform stream. */
export const waveVitalsSchema: z.ZodType<WaveVitals> = z
  .strictObject({
    playback: z.string(),
    at: instantOutSchema,
    to: z.number().meta({ description: 'seconds played at the end of the stretch' }),
    signals: z.array(
      z
        .strictObject({
          grade: z.enum(['good', 'doubtful', 'withheld']),
          fault: z.string().nullable(),
          words: z.string(),
          vitals: z.array(
            z.strictObject({ code: z.string(), label: z.string(), value: z.number(), unit: z.string() }),
          ),
        })
        .meta({ id: 'WaveJudgement' })
        .nullable(),
    ),
    recorded: z.array(z.string()).meta({ description: 'LOINC codes recorded with this stretch' }),
    withheld: z
      .array(z.string())
      .meta({ description: 'LOINC codes a twin waits for that could not be told' }),
  })
  .meta({ id: 'WaveVitals', description: 'the payload of `event: vitals` of the waveform stream' });
