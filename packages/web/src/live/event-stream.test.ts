import { expect, it } from 'vitest';
import { EventStreamReader, type StreamEvent } from './event-stream.ts';

const STREAM =
  ': hello\n\nid: 3:17\nevent: record\ndata: {"seq":17}\n\nevent: twin\r\ndata: {"a":\r\ndata: 1}\r\n\r\nid: 3:18,7:2\nevent: ping\ndata: {}\n\ndata: cut of';

const EXPECTED: readonly StreamEvent[] = [
  { name: 'record', text: '{"seq":17}', id: '3:17' },
  { name: 'twin', text: '{"a":\n1}', id: '3:17' },
  { name: 'ping', text: '{}', id: '3:18,7:2' },
];

it('wherever the network cuts a stream, the same events come out', () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const reader = new EventStreamReader();
    expect([...reader.push(STREAM.slice(0, cut)), ...reader.push(STREAM.slice(cut))]).toEqual(EXPECTED);
  }
});

it('a resumed stream goes on with the id it left off at', () => {
  const [event] = new EventStreamReader('9:9').push('data: x\n\n');
  expect(event).toEqual({ name: 'message', text: 'x', id: '9:9' });
});
