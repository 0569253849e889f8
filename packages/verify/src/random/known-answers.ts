import { philox4x32 } from '@twinward/simulate';
import type { CaseNote } from '../suite.ts';

/** What a file of known answers came to. */
export interface KnownAnswers {
  readonly cases: number;
  readonly failed: readonly CaseNote[];
  readonly unsupported: readonly CaseNote[];
}

/**
 * Lines of `kat_vectors` of the Random123 library: generator, rounds, counter, key and result, words in hexadecimal. What is not
 * Philox4x32 of 10 rounds is another generator.
 */
export function knownAnswers(text: string): KnownAnswers {
  const failed: CaseNote[] = [];
  const unsupported: CaseNote[] = [];
  const lines = text.split('\n').flatMap((line) => {
    const words = line.replace(/#.*/, '').trim().split(/\s+/);
    return words[0] === '' ? [] : [words];
  });
  for (const [generator, rounds, ...words] of lines) {
    const name = `${generator} ${rounds} ${words.slice(0, 6).join(' ')}`;
    if (generator !== 'philox4x32' || rounds !== '10') {
      unsupported.push({ name, why: 'not Philox4x32-10, the generator of the platform' });
      continue;
    }
    if (words.length !== 10 || !words.every((word) => /^[\da-f]{8}$/i.test(word))) {
      failed.push({ name, why: `${words.length} words are no counter, key and result` });
      continue;
    }
    const [c0, c1, c2, c3, k0, k1, ...result] = words.map((word) => Number.parseInt(word, 16));
    const out = new Uint32Array(4);
    philox4x32(c0!, c1!, c2!, c3!, k0!, k1!, out);
    if (result.some((word, i) => word !== out[i])) failed.push({ name, why: `gave ${[...out].join(' ')}` });
  }
  return { cases: lines.length, failed, unsupported };
}
