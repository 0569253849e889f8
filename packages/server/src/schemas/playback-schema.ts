import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** One signal of a playback. */
export interface PlayedSignal {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'electrocardiogram' | 'arterial-pressure' | 'plethysmogram' | 'respiration' | null;
  readonly frequency: number;
  readonly step: number;
  readonly middle: number;
}

/** A recording that is played, as it is told to clients. */
export interface PlaybackView {
  readonly id: string;
  readonly subject: string;
  readonly recording: string;
  readonly title: string;
  readonly licence: string;
  readonly attribution: string;
  readonly startedAt: string;
  readonly speed: number;
  readonly atEnd: 'loop' | 'end';
  readonly recordEvery: number;
  readonly state: 'playing' | 'paused' | 'ended' | 'stopped' | 'failed';
  readonly words: string;
  readonly cycle: number;
  readonly position: number;
  readonly seconds: number | null;
  readonly played: number;
  readonly recorded: number;
  readonly signals: readonly PlayedSignal[];
}

/** A playback. */
export const playbackSchema: z.ZodType<PlaybackView> = z
  .strictObject({
    id: z.string(),
    subject: z.string(),
    recording: z.string(),
    title: z.string(),
    licence: z.string(),
    attribution: z.string(),
    startedAt: instantOutSchema,
    speed: z.number().meta({ description: 'times life; 0 is paused' }),
    atEnd: z.enum(['loop', 'end']),
    recordEvery: z.number().meta({ description: 'seconds of the recording that make one observation' }),
    state: z.enum(['playing', 'paused', 'ended', 'stopped', 'failed']),
    words: z.string(),
    cycle: z.int().meta({ description: 'how often the recording has begun again' }),
    position: z.number().meta({ description: 'seconds into the recording' }),
    seconds: z.number().nullable().meta({ description: 'length of the recording' }),
    played: z.number().meta({ description: 'seconds played in all, over every cycle' }),
    recorded: z.int().meta({ description: 'observations brought into the record' }),
    signals: z.array(
      z
        .strictObject({
          name: z.string(),
          unit: z.string(),
          kind: z.enum(['electrocardiogram', 'arterial-pressure', 'plethysmogram', 'respiration']).nullable(),
          frequency: z.number().meta({ description: 'samples a second of the recording' }),
          step: z.number().meta({ description: 'a packed number times step plus middle is in the unit' }),
          middle: z.number(),
        })
        .meta({ id: 'PlayedSignal' }),
    ),
  })
  .meta({ id: 'Playback', description: 'a recording that is played; also the payload of `event: playback`' });
