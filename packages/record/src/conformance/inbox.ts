// What the inbox promises.
import { expect, it } from 'vitest';
import type { InboundDraft } from '../ports/inbox-store.ts';
import type { ResourceChange, ResourceWrite } from '../ports/resource-store.ts';
import type { Subject } from './record-conformance.ts';
import { minute, reading, somebody } from './sample-events.ts';

/** Declares the claims about messages that came in. */
export function describeInbox(opened: () => Subject): void {
  const name = somebody().slice('Patient/'.length);
  const draft = (id: string, key = id): InboundDraft => ({
    id: `${name}-${id}`,
    connector: name,
    sender: 'monitor-3',
    key,
    receivedAt: minute(1),
    sha256: 'ab',
    bytes: Uint8Array.of(0, 13, 255),
  });

  it('keeps a message once, the first of its key, and gives its bytes back as they came', async () => {
    const { inbox } = opened().record;
    const taken = await inbox.take([draft('a'), draft('b'), draft('c', 'a')]);
    expect(taken.map(({ id, fresh }) => [id, fresh])).toEqual([
      [`${name}-a`, true],
      [`${name}-b`, true],
      [`${name}-a`, false],
    ]);
    expect(await inbox.byId(`${name}-a`)).toMatchObject({
      bytes: Uint8Array.of(0, 13, 255),
      sender: 'monitor-3',
    });
    expect(await inbox.byId('nothing')).toBeNull();
  });

  it('tells what became of a message, newest first', async () => {
    const { inbox } = opened().record;
    const subject = somebody();
    await inbox.settle([
      {
        id: `${name}-b`,
        state: 'refused',
        at: minute(2),
        what: 'ORU R01',
        subject,
        reason: 'no PID-3',
        outcome: { notes: ['x'] },
      },
    ]);
    const lines = await inbox.list({ limit: 10, connector: name });
    expect(lines.map(({ id, state }) => [id, state])).toEqual([
      [`${name}-b`, 'refused'],
      [`${name}-a`, 'received'],
    ]);
    expect(
      await inbox.list({ limit: 10, connector: name, state: 'refused', before: lines[0]!.place }),
    ).toEqual([]);
    expect(await inbox.byId(`${name}-b`)).toMatchObject({
      reason: 'no PID-3',
      subject,
      outcome: { notes: ['x'] },
      settledAt: minute(2),
    });
    expect((await inbox.counts()).filter(({ connector }) => connector === name)).toHaveLength(2);
  });

  it('settles a message in the commit of its effect, or not at all', async () => {
    const { inbox, resources } = opened().record;
    const settle =
      (id: string): NonNullable<ResourceChange['settle']> =>
      (appended) => ({
        id: `${name}-${id}`,
        state: 'done',
        at: minute(3),
        what: 'ORU R01',
        subject: null,
        reason: '',
        outcome: { seqs: appended.map(({ seq }) => seq) },
        links: [{ key: `${name}|${id}`, subject, by: 'message', at: minute(3) }],
      });
    const subject = somebody();
    await inbox.take([draft('d'), draft('e'), draft('f')]);
    const note: ResourceWrite = {
      type: 'Basic',
      id: `${name}-d`,
      expects: 0,
      body: () => '{"resourceType":"Basic"}',
      index: [],
    };
    const event = reading(somebody(), 'r', minute(1));
    const others = [
      resources.commit({ writes: [note], events: [event], settle: settle('d') }),
      resources.commit({ writes: [{ ...note, expects: 7 }], settle: settle('e') }),
      resources.commit({ writes: [], events: [event], settle: settle('f') }),
    ];
    const [one, refused, alone] = await Promise.allSettled(others);
    expect([one?.status, refused?.status, alone?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await inbox.byId(`${name}-d`))?.outcome).toEqual({ seqs: [expect.any(Number)] });
    expect((await inbox.byId(`${name}-e`))?.state).toBe('received');
    expect((await inbox.byId(`${name}-f`))?.state).toBe('done');
    const linked = (await inbox.links()).map(({ key }) => key).filter((key) => key.startsWith(`${name}|`));
    expect(linked).toEqual([`${name}|d`, `${name}|f`]);
  });

  it('remembers whom an identifier means, the last word', async () => {
    const { inbox } = opened().record;
    const [one, other] = [somebody(), somebody()];
    for (const subject of [one, other])
      await inbox.link({ key: `${name}|1`, subject, by: 'ann', at: minute(1) });
    expect((await inbox.links()).filter(({ key }) => key === `${name}|1`)).toEqual([
      { key: `${name}|1`, subject: other, by: 'ann', at: minute(1) },
    ]);
  });
}
