// Audit rows as every adapter can store them.
import { instant } from '@twinward/contract';
import type { AuditRow } from './ports/event-log.ts';

/**
 * The row with texts that any database takes: a name sent by an attacker may hold NUL or half a surrogate pair, and must neither
 * stop the row nor the commit it rides on. Throws `time.invalid` for a time that is none.
 */
export function storableAudit(row: AuditRow): AuditRow {
  return {
    at: instant(row.at),
    actor: plain(row.actor),
    role: plain(row.role),
    action: plain(row.action),
    target: plain(row.target),
    allowed: row.allowed,
    reason: plain(row.reason),
    request: plain(row.request),
  };
}

function plain(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}
