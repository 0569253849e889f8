import { TwinwardError } from '@twinward/contract';

/** The characters that divide a message, as MSH-1 and MSH-2 declare them (HL7 v2.9, 2.5.4). */
export interface Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/** The separators of a message that begins with `MSH`; throws `file.invalid` where they are missing or repeat one another. */
export function readSeparators(text: string): Separators {
  const field = text[3] ?? '';
  const end = text.indexOf(field, 4);
  const declared = text.slice(4, end < 0 ? 8 : end);
  const [component = '^', repetition = '~', sign = '\\', subcomponent = '&'] = declared;
  const all = [field, component, repetition, sign, subcomponent];
  const clash = new Set(all).size < all.length || all.some((one) => /[A-Za-z0-9\s]/.test(one));
  if (!text.startsWith('MSH') || field === '' || declared === '' || declared.length > 5 || clash) {
    throw new TwinwardError('file.invalid', 'the message does not begin with MSH and its separators', {
      field: 'MSH-1',
      remedy: 'begin the message with MSH|^~\\& or five other distinct signs',
    });
  }
  return { field, component, repetition, escape: sign, subcomponent };
}
