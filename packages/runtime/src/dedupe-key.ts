import type { SubjectRef, TwinEvent } from '@twinward/contract';
import { sourceVersion } from './fold/source-version.ts';

/** What makes an event recognisable when it is sent again: its subject, its sender's name for it, and which word about it this is. */
export function dedupeKey(subject: SubjectRef, event: TwinEvent): string {
  const source = sourceVersion(event);
  if (source !== null) {
    return JSON.stringify([subject, source.key, source.version, source.retracted]);
  }
  switch (event.kind) {
    case 'twin-opened':
    case 'twin-closed':
      return JSON.stringify([event.kind, event.twin]);
    case 'input': {
      const { twin, input, at, from, values } = event;
      return JSON.stringify([event.kind, twin, input, at, from, values]);
    }
    case 'coupling': {
      const { coupling, at, ended } = event;
      return JSON.stringify([event.kind, coupling, at, ended]);
    }
    case 'alert': {
      const { alert, at, step } = event;
      // An episode is raised once, whatever more is known of it when it is found again.
      return JSON.stringify([event.kind, alert, step.kind, step.kind === 'raised' ? null : [at, step]]);
    }
    default:
      return JSON.stringify([subject, event]);
  }
}
