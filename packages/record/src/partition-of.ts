// Which of the 256 partitions of the log a subject's events lie in.
import type { SubjectRef } from '@twinward/contract';

/** Number of partitions of the log; fixed for ever, since stored events stand in them. */
export const PARTITIONS = 256;

/**
 * The partition of a subject, 0 to 255: FNV-1a (32 bits, over the reference's UTF-16 units, which are ASCII), its four bytes
 * folded into one. All twins of a subject share it, and thereby one order of events.
 */
export function partitionOf(subject: SubjectRef): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < subject.length; i++) hash = Math.imul(hash ^ subject.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (PARTITIONS - 1);
}
