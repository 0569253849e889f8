import { mapMessage, parseV2, toAdtEvents, toldOver } from '@twinward/connect/hl7v2';
import { instant } from '@twinward/contract';
import fc from 'fast-check';
import { changedBytes } from './changed-bytes.ts';
import { type FuzzTarget, readOrRefused } from './fuzz-target.ts';

/** Messages of the kinds that are taken; bytes are the characters of a Latin-1 text. */
export const V2_MESSAGES: readonly string[] = [
  'MSH|^~\\&|ADT|H|TW|TW|20260301120000+0100||ADT^A01^ADT_A01|m-1|P|2.5||||||8859/1\rEVN|A01|20260301115500+0100\rPID|1||4711^^^H^MR~12^^^&1.2.3&ISO^SS||D\u00f6e^Jane^M^^^^L||19700101|F|||1 Main^^Town^^12345\rPV1|1|I|W3^R1^B2^H|||||||||||||||12^^^H^VN|||||||||||||||||||||||||20260301110000\rDG1|1||I10^Hypertension^I10\rAL1|1|DA|1^Penicillin',
  'MSH|^~\\&|MON|ICU|TW|H|20260301120000||ORU^R01|m-2|P|2.6\rPID|1||p-17^^^TWINWARD\rORC|RE|1|2\rOBR|1|p1|f1|2345-7^Glucose^LN|||20260301110000|||||||||||||||20260301113000|||F\rOBX|1|NM|147842^MDC^MDC||-999|264864^/min^MDC|60-100|N|||F|||20260301120000\rOBX|2|SN|2345-7^Glucose^LN||<^40|mg/dL|||||C\rOBX|3|ED|x^y^L||^application^pdf^Base64^QUJD\rNTE|1||a\\T\\b\\X41\\\\.br\\',
  'MSH|^~\\&|ADT|H|TW|H|20260301120000Z||ADT^A40|m-3|P|2.5\rPID|1||b^^^H^MR\rMRG|a^^^H^MR',
  'MSH|^~\\&|SCH|H|TW|H|20260301120000-0500||SIU^S12|m-4|P|2.5\rSCH|1|2|||||R^reason|N|30|min|^^30^20260301130000^20260301133000\rPID|1||5^^^H\rAIL|1||C^1\rAIP|1||9^Doc',
  'MSH|^~\\&|DOC|H|TW|H|20260301120000||MDM^T02|m-5|P|2.5\rPID|1||5^^^H\rTXA|1|CN|TX|20260301|||||||d-1||||||AU\rOBX|1|TX|x||line\rOBX|2|TX|x||line 2',
];
const ODD = [
  ...[
    '',
    '|',
    '^',
    '~',
    '\\',
    '&',
    '\r',
    '\n',
    '\r\n',
    '""',
    '\\X',
    '\\XZZ\\',
    '\\F\\',
    '\u0000',
    '\u00ff',
    '\u00c3',
  ],
  ...[
    'MSH',
    'MSH|',
    'PID|',
    'OBX|',
    'UNICODE UTF-8',
    '8859/1',
    'ISO IR87',
    '1e999',
    '-999',
    '99999999999999999999',
    '20269931',
    '+9999',
    '__proto__',
  ],
];

/** The parser and the maps of HL7 v2: whatever comes is mapped, the same twice, or refused with the field. */
export const hl7v2Target: FuzzTarget = {
  name: 'hl7v2',
  property: fc.property(changedBytes(V2_MESSAGES, ODD), (text) => {
    const raw = Buffer.from(text, 'latin1');
    readOrRefused(() => {
      const message = parseV2(raw);
      const options = { site: null, raw, receivedAt: instant(0) };
      const mapped = mapMessage(message, options);
      if (JSON.stringify(mapped.bundle) !== JSON.stringify(mapMessage(parseV2(raw), options).bundle))
        throw new Error('the same message is mapped in two ways');
      const entries = mapped.bundle.entry as readonly {
        readonly resource: { readonly resourceType: string };
      }[];
      for (const { resource } of entries) {
        const told = toldOver(null, resource, mapped.word);
        if (toldOver(told, resource, mapped.word) !== told)
          throw new Error(
            `what is told twice changes something: ${JSON.stringify(told)} ${JSON.stringify(toldOver(told, resource, mapped.word))}`,
          );
      }
      toAdtEvents(message, mapped);
    }, /./);
  }),
};
