import type { Appended } from '@twinward/record';
import type { Acknowledgement } from '../schemas/acknowledgement-schema.ts';

/** What the sender is told once everything is durable. */
export function acknowledge(appended: readonly Appended[]): Acknowledgement {
  let duplicates = 0;
  for (const entry of appended) if (entry.duplicate) duplicates++;
  return { accepted: appended.length - duplicates, duplicates, results: appended };
}
