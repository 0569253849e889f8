import { TwinwardError } from '@twinward/contract';

/** Throws `usage` unless member, stream and step are whole numbers from 0 to 2^32 - 1. */
export function checkAddress(member: number, stream: number, step: number): void {
  if (member >>> 0 === member && stream >>> 0 === stream && step >>> 0 === step) return;
  throw new TwinwardError('usage', `no draws at member ${member}, stream ${stream}, step ${step}`, {
    remedy: 'use whole numbers from 0 to 4294967295',
  });
}
