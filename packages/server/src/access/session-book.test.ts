import type { Instant } from '@twinward/contract';
import { openMemoryRecord } from '@twinward/record';
import { beforeEach, describe, expect, it } from 'vitest';
import { hashToken, SessionBook } from './session-book.ts';

const MINUTE = 60_000;
const account = {
  id: 'ada',
  name: 'ada',
  displayName: 'Ada',
  role: 'clinician',
  passwordHash: 'x',
  disabled: false,
};

describe('sessions', () => {
  let now = 1_700_000_000_000;
  const clock = { now: () => now as Instant };
  let record = openMemoryRecord(clock);
  let book = new SessionBook(record.accounts, clock);

  beforeEach(async () => {
    now = 1_700_000_000_000;
    record = openMemoryRecord(clock);
    await record.accounts.put(account);
    book = new SessionBook(record.accounts, clock);
  });

  it('store only the hash of a token of 256 bits', async () => {
    const { token } = await book.open(account, 'cookie');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await record.accounts.session(token)).toBeNull();
    expect((await record.accounts.session(hashToken(token)))?.account).toBe('ada');
  });

  it('end after an hour without use', async () => {
    const { token } = await book.open(account, 'cookie');
    now += 59 * MINUTE;
    expect((await book.find(token, 'cookie'))?.name).toBe('ada');
    now += 59 * MINUTE;
    expect((await book.find(token, 'cookie'))?.name).toBe('ada');
    now += 61 * MINUTE;
    expect(await book.find(token, 'cookie')).toBeNull();
  });

  it('end after twelve hours however much they are used', async () => {
    const { token } = await book.open(account, 'cookie');
    let lived = 0;
    while ((await book.find(token, 'cookie')) !== null && lived < 24 * 60) {
      now += 10 * MINUTE;
      lived += 10;
    }
    expect(lived).toBe(12 * 60);
  });

  it('end at once here and within ten seconds for a disabled account', async () => {
    const { token } = await book.open(account, 'cookie');
    await record.accounts.put({ ...account, disabled: true });
    now += 10_001;
    expect(await book.find(token, 'cookie')).toBeNull();
    const other = await book.open({ ...account }, 'bearer');
    await book.close(hashToken(other.token));
    expect(await book.find(other.token, 'bearer')).toBeNull();
  });

  it('are not kept alive by a stream that only asks whether they stand', async () => {
    const { token } = await book.open(account, 'cookie');
    let minutes = 0;
    while ((await book.stands(token, 'cookie')) && minutes < 200) {
      now += MINUTE;
      minutes++;
    }
    expect(minutes).toBe(60);
    expect(await book.find(token, 'cookie')).toBeNull();
  });

  it('outlive a restart of the server', async () => {
    const { token } = await book.open(account, 'cookie');
    const restarted = new SessionBook(record.accounts, clock);
    expect((await restarted.find(token, 'cookie'))?.role).toBe('clinician');
  });
});
