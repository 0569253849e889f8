// A hospital's day over MLLP: somebody is admitted, measured, moved and discharged, and each message is answered when its effect is durable:
//   node examples/send-hl7.ts 127.0.0.1 2575
import { connect } from 'node:net';

const [host = '127.0.0.1', port = '2575'] = process.argv.slice(2);
const begin = Date.now() - 6 * 3_600_000;
const time = (hours: number): string =>
  `${new Date(begin + hours * 3_600_000).toISOString().replace(/[-:T]/g, '').slice(0, 14)}+0000`;
const person = 'PID|1||4711^^^GENERAL^MR||Doe^Jane||19500412|F';
const visit = (bed: string): string => `PV1|1|I|W3^R1^${bed}${'|'.repeat(16)}V-1`;

const adt = (event: string, hours: number, bed: string): string =>
  [
    `MSH|^~\\&|ADT|GENERAL|TW|TW|${time(hours)}||ADT^${event}|${event}-${begin}|P|2.5`,
    `EVN|${event}|${time(hours)}`,
    person,
    visit(bed),
  ].join('\r');
const result = (code: string, value: number, unit: string, hours: number): string =>
  [
    `MSH|^~\\&|MONITOR|GENERAL|TW|TW|${time(hours)}||ORU^R01|${code}-${begin}|P|2.5`,
    person,
    `OBX|1|NM|${code}^^LN||${value}|${unit}|||||F|||${time(hours)}`,
  ].join('\r');

const messages = [
  adt('A01', 0, 'B1'),
  result('8867-4', 88, 'bpm', 1),
  result('59408-5', -999, '%', 1.5), // a probe that fell off: no value, never -999 %
  adt('A02', 2, 'B2'),
  adt('A03', 5, 'B2'),
];
const socket = connect(Number(port), host);
// All of them at once: they are answered in this order.
socket.write(messages.map((message) => `\x0b${message}\x1c\r`).join(''));
let answers = '';
for await (const chunk of socket) {
  answers += String(chunk);
  if (answers.split('\x1c\r').length > messages.length) break;
}
for (const [, code, id] of answers.matchAll(/MSA\|(\w\w)\|([^|\r]+)/g)) console.log(`${code} ${id}`);
