import { type SubjectRef, subjectRef, TwinwardError } from '@twinward/contract';
import type { Services } from '../services.ts';

/** The subject that a target of an access is, or is of; null where it is of none, of several, or there is no such thing. */
export async function subjectOfTarget(
  target: string,
  { runtime, playbacks }: Pick<Services, 'runtime' | 'playbacks'>,
): Promise<SubjectRef | null> {
  const [, kind, id = ''] = /^(twin|alert|scenario|run|playback) (\S+)$/.exec(target) ?? [];
  try {
    if (kind === undefined) return subjectRef(target);
    if (kind === 'twin') return subjectRef(runtime.summary(id).subject);
    if (kind === 'alert') return subjectRef((await runtime.alerts.detail(id)).subject);
    if (kind === 'run') return subjectRef(runtime.subjects.runs.read(id).subject);
    if (kind === 'playback') {
      return subjectRef(playbacks.list().find((one) => one.id === id)?.subject ?? '');
    }
    const about = (await runtime.keptScenario(id))?.twin;
    if (about === undefined) return null;
    return about.includes('/') ? subjectRef(about) : subjectRef(runtime.summary(about).subject);
  } catch (error) {
    // Whether there is such a thing is told to nobody who may not see it.
    if (error instanceof TwinwardError && !error.code.startsWith('record.')) return null;
    throw error;
  }
}
