// Every failure of the database, as one of the platform's errors; never with SQL, never with a value.
import { TwinwardError } from '@twinward/contract';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

/** What a failed call to the database means to its caller. */
export function recordError(error: unknown): TwinwardError {
  if (error instanceof TwinwardError) return error;
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (code === '53100') {
    return unavailable(
      'the disk of the record is full',
      'free some room on it; nothing acknowledged is lost',
    );
  }
  if (code === 'XX001' || code === 'XX002') {
    return new TwinwardError('record.corrupt', 'the database reports damaged storage', {
      remedy: 'restore the latest backup; see postgres.log for the file at fault',
    });
  }
  if (code === '28P01' || code === '28000' || code === '3D000') {
    return unavailable(
      'the database refuses the sign-in or does not exist',
      'correct user, password and database in DATABASE_URL',
    );
  }
  if (code === '22021' || code === '22P05') {
    return new TwinwardError('request.invalid', 'a text holds a character that cannot be stored', {
      remedy: 'leave out NUL characters and broken surrogate pairs',
    });
  }
  if (code === '57014')
    return unavailable('the database took too long', 'try again; ask for a shorter span of time');
  if (code === '40001' || code === '40P01' || code === '55P03') {
    return unavailable('the database asks to try again', 'send it again; nothing was stored');
  }
  if (isConnectionLoss(error)) {
    return unavailable(
      'the database cannot be reached',
      'try again shortly; resending is safe, nothing is stored twice',
    );
  }
  const shown = /^[0-9A-Z]{5}$/.test(code) ? `SQLSTATE ${code}` : 'no SQLSTATE';
  return unavailable(
    `the database refused the statement (${shown})`,
    'see the log of PostgreSQL; report it if it returns',
  );
}

/** Whether the connection itself is gone; what it was doing may or may not have been done. */
function isConnectionLoss(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (UNREACHABLE.has(code) || /^(08|57P)/.test(code) || code === '53300') return true;
  // pg reports a cut or unanswered connection in words only.
  const message = error instanceof Error ? error.message : '';
  return code === '' && /connection|timeout|not queryable|socket/i.test(message);
}

function unavailable(message: string, remedy: string): TwinwardError {
  return new TwinwardError('record.unavailable', message, { remedy, retryAfter: 1 });
}
