// Recorded waveforms: what there is, bringing more in, playing them as a bedside monitor would, watching.
import { LARGEST_FILE } from '@twinward/connect/wearables';
import { unpackArchive } from '@twinward/connect/wfdb';
import { z } from 'zod';
import { withUpload } from '../imports/with-upload.ts';
import { subjectSchema } from '../schemas/identity-schema.ts';
import { type PlaybackView, playbackSchema } from '../schemas/playback-schema.ts';
import { type RecordingView, recordingSchema, viewOfRecording } from '../schemas/recording-schema.ts';
import { isSeen, type Route, route } from './route.ts';

const listRecordings: Route = route({
  id: 'listRecordings',
  method: 'GET',
  path: '/recordings',
  tag: 'waveforms',
  summary: 'Recordings of waveforms with their licence, attribution, signals and length',
  permission: 'twin:read',
  reply: z.strictObject({ recordings: z.array(recordingSchema) }).meta({ id: 'RecordingList' }),
  target: () => 'recordings',
  perform: async (_input, { services }): Promise<{ recordings: RecordingView[] }> => ({
    recordings: (await services.recordings.list()).map(viewOfRecording),
  }),
});

const words = z.string().trim().min(1).max(300).exactOptional();

const addRecording: Route = route({
  id: 'addRecording',
  method: 'POST',
  path: '/recordings',
  tag: 'waveforms',
  summary:
    'Bring in a WFDB record as a .zip or .tar of its files; all of it is read first, and kept only if sound',
  permission: 'observation:write',
  query: z.strictObject({ title: words, attribution: words, licence: words }),
  body: 'file',
  reply: recordingSchema,
  status: 201,
  target: () => 'recordings',
  perform: ({ query }, call): Promise<RecordingView> =>
    withUpload(call, async (open) => {
      const parts: Uint8Array[] = [];
      for await (const part of open()) parts.push(part);
      const files = unpackArchive(Buffer.concat(parts), LARGEST_FILE);
      return viewOfRecording(await call.services.recordings.add(files, query));
    }),
});

const listPlaybacks: Route = route({
  id: 'listPlaybacks',
  method: 'GET',
  path: '/playbacks',
  tag: 'waveforms',
  summary: 'Recordings that are played, the latest of each subject; those that are over among them',
  permission: 'twin:read',
  reply: z.strictObject({ playbacks: z.array(playbackSchema) }).meta({ id: 'PlaybackList' }),
  target: (_input, confinedTo) => confinedTo ?? 'playbacks',
  perform: async (_input, { services, actor }): Promise<{ playbacks: PlaybackView[] }> => ({
    playbacks: services.playbacks.list().filter(({ subject }) => isSeen(subject, actor)),
  }),
});

const speed = z.number().min(0).max(20).meta({ description: 'times life; 0 pauses' });

const startPlayback: Route = route({
  id: 'startPlayback',
  method: 'POST',
  path: '/playbacks',
  tag: 'waveforms',
  summary: 'Play a recording for a subject: its waveforms are pushed, its heart rate and pressures recorded',
  permission: 'observation:write',
  body: z
    .strictObject({
      subject: subjectSchema,
      recording: z.string().min(1).max(60),
      speed: speed.default(1),
      atEnd: z.enum(['loop', 'end']).default('end'),
      recordEvery: z
        .number()
        .min(10)
        .max(3600)
        .default(10)
        .meta({ description: 'seconds of the recording whose median is one observation' }),
    })
    .meta({ id: 'PlaybackStart' }),
  reply: playbackSchema,
  status: 201,
  target: ({ body }) => body.subject,
  perform: ({ body }, { services, actor }): Promise<PlaybackView> =>
    services.playbacks.start(body, { id: actor?.id ?? 'nobody', role: actor?.role ?? 'none' }),
});

const params = z.strictObject({ id: z.string().regex(/^[0-9a-f]{12}$/, 'twelve hexadecimal digits') });

const setPlaybackSpeed: Route = route({
  id: 'setPlaybackSpeed',
  method: 'POST',
  path: '/playbacks/{id}/speed',
  tag: 'waveforms',
  summary: 'Play faster or slower, or pause',
  permission: 'observation:write',
  params,
  body: z.strictObject({ speed }).meta({ id: 'PlaybackSpeed' }),
  reply: playbackSchema,
  target: ({ params: { id } }) => `playback ${id}`,
  perform: async ({ params: { id }, body }, { services }): Promise<PlaybackView> =>
    services.playbacks.setSpeed(id, body.speed),
});

const stopPlayback: Route = route({
  id: 'stopPlayback',
  method: 'DELETE',
  path: '/playbacks/{id}',
  tag: 'waveforms',
  summary: 'Stop playing; what was recorded stays',
  permission: 'observation:write',
  params,
  reply: playbackSchema,
  target: ({ params: { id } }) => `playback ${id}`,
  perform: ({ params: { id } }, { services }): Promise<PlaybackView> => services.playbacks.stop(id),
});

const streamWaveforms: Route = route({
  id: 'streamWaveforms',
  method: 'GET',
  path: '/waveforms',
  tag: 'live',
  summary:
    'Server-Sent Events of the waveforms played for some subjects: playback, samples, vitals, gap, idle; resumes by Last-Event-ID',
  permission: 'twin:read',
  query: z.strictObject({
    subjects: z
      .string()
      .max(4000)
      .transform((text) => text.split(',').filter((part) => part !== ''))
      .pipe(z.array(subjectSchema).min(1).max(32))
      .meta({ description: 'subjects joined by commas' }),
  }),
  reply: 'event-stream',
  target: ({ query }) => query.subjects,
  perform: async ({ query }, call): Promise<unknown> =>
    call.services.waves.open(call.incoming, call.outgoing, query.subjects),
});

/** Recorded waveforms. */
export const WAVEFORM_ROUTES: readonly Route[] = [
  listRecordings,
  addRecording,
  listPlaybacks,
  startPlayback,
  setPlaybackSpeed,
  stopPlayback,
  streamWaveforms,
];
