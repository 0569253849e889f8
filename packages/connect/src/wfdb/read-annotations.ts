import { TwinwardError } from '@twinward/contract';

/** A remark about a time of a record. */
export interface WfdbAnnotation {
  /** Frame. */
  readonly frame: number;
  /** Mnemonic of the kind: `N` normal beat, `V` ventricular, `+` change of rhythm, and so on. */
  readonly kind: string;
  readonly subtype: number;
  readonly channel: number;
  readonly number: number;
  /** Further text, such as a rhythm. */
  readonly text: string | null;
}

/** Mnemonics by code (WFDB Applications Guide, "annotation codes"). */
const KINDS: readonly (string | null)[] = [
  ...[null, 'N', 'L', 'R', 'a', 'V', 'F', 'J', 'A', 'S', 'E', 'j', '/', 'Q', '~', null, '|', null, 's', 'T'],
  ...[
    '*',
    'D',
    '"',
    '=',
    'p',
    'B',
    '^',
    't',
    '+',
    'u',
    '?',
    '!',
    '[',
    ']',
    'e',
    'n',
    '@',
    'x',
    'f',
    '(',
    ')',
    'r',
  ],
];
const BEATS: ReadonlySet<string> = new Set([...'NLRaVFJASEj/QB?enfr']);
const CODE = { skip: 59, number: 60, subtype: 61, channel: 62, text: 63 } as const;

/** Whether an annotation marks a beat. */
export function isBeat({ kind }: WfdbAnnotation): boolean {
  return BEATS.has(kind);
}

/**
 * Reads an annotation file (WFDB Applications Guide, "annot(5)", MIT format): 16-bit words of a code and the time since the last one;
 * longer times, texts, numbers and channels have codes of their own. Throws `file.invalid` where the bytes end inside an annotation.
 *
 * @example
 * readWfdbAnnotations(Uint8Array.of(18, 4, 0, 0))[0].frame; // 18
 */
export function readWfdbAnnotations(bytes: Uint8Array): readonly WfdbAnnotation[] {
  const found: WfdbAnnotation[] = [];
  let [at, frame, number, channel] = [0, 0, 0, 0];
  const word = (): number => {
    if (at + 2 > bytes.length) throw torn(at);
    at += 2;
    return bytes[at - 2]! | (bytes[at - 1]! << 8);
  };
  for (;;) {
    const head = word();
    if (head === 0) return found;
    const [code, value] = [head >> 10, head & 0x3ff];
    if (code === CODE.skip) frame += (word() << 16) | word();
    else if (code === CODE.number) {
      number = (value << 24) >> 24;
      amend({ number });
    } else if (code === CODE.subtype) amend({ subtype: (value << 24) >> 24 });
    else if (code === CODE.channel) {
      channel = value & 0xff;
      amend({ channel });
    } else if (code === CODE.text) {
      if (at + value > bytes.length) throw torn(at);
      const text = new TextDecoder().decode(bytes.subarray(at, at + value)).replace(/\0+$/, '');
      at += value + (value % 2);
      amend({ text });
    } else {
      frame += value;
      const kind = KINDS[code] ?? null;
      if (kind === null) throw unknown(code, at);
      found.push({ frame, kind, subtype: 0, channel, number, text: null });
    }
  }

  function amend(more: Partial<WfdbAnnotation>): void {
    const last = found.at(-1);
    if (last !== undefined) found[found.length - 1] = { ...last, ...more };
  }
}

function torn(at: number): TwinwardError {
  return new TwinwardError('file.invalid', `the annotations end inside one, at byte ${at}`, {
    field: 'annotations',
    remedy: 'fetch the file again: it was cut short',
  });
}

function unknown(code: number, at: number): TwinwardError {
  return new TwinwardError('file.invalid', `annotation code ${code} before byte ${at} is not known`, {
    field: 'annotations',
    remedy: 'write the annotations in MIT format with the codes of the WFDB library',
  });
}
