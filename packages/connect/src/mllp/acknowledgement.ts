import { formatInstant, type Instant } from '@twinward/contract';

/** AA taken; AE its content cannot be used; AR it cannot be taken, or not now (HL7 v2.9, table 0008). */
export type AcknowledgementCode = 'AA' | 'AE' | 'AR';

/** What is answered. */
export interface Acknowledgement {
  readonly code: AcknowledgementCode;
  /** Our own number. */
  readonly id: string;
  readonly at: Instant;
  /** Why not, without patient text. */
  readonly text?: string;
}

/**
 * The acknowledgement of a message: sender and receiver change places, MSA-2 is the message's MSH-10. It is made from the header alone, so that a message
 * that cannot be read is answered too.
 */
export function acknowledgement(message: Uint8Array, { code, id, at, text }: Acknowledgement): Uint8Array {
  const head = new TextDecoder('latin1').decode(message.subarray(0, 4096)).replace(/^ï»¿/, '').trimStart();
  const line = head.startsWith('MSH') ? head.split(/[\r\n]/, 1)[0]! : 'MSH|^~\\&|||||||||';
  const bar = line[3]!;
  const fields = line.split(bar);
  const [component = '^'] = fields[1] ?? '';
  const trigger = (fields[8] ?? '').split(component)[1] ?? '';
  const type = trigger === '' ? 'ACK' : ['ACK', trigger, 'ACK'].join(component);
  const stamp = `${formatInstant(at).replace(/[-:TZ]/g, '')}+0000`;
  const msh = [
    'MSH',
    fields[1] || '^~\\&',
    fields[4],
    fields[5],
    fields[2],
    fields[3],
    stamp,
    '',
    type,
    id,
    fields[10] || 'P',
    fields[11] || '2.5',
  ];
  const msa = ['MSA', code, fields[9] ?? '', (text ?? '').replace(/[\r\n|^~&\\]/g, ' ').slice(0, 200)];
  return Buffer.from(`${msh.map((field) => field ?? '').join(bar)}\r${msa.join(bar)}\r`, 'latin1');
}
