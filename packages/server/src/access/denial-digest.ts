import type { Instant } from '@twinward/contract';

interface Minute {
  from: number;
  listed: number;
  unlisted: number;
}

const LISTED_A_MINUTE = 30;
const MOST_ADDRESSES = 10_000;

/** Keeps anonymous knocking from flooding the audit trail: thirty rows a minute and address, the rest as a number in the next row. */
export class DenialDigest {
  readonly #minutes = new Map<string, Minute>();

  /** Null if this denial is only counted; else what its reason has to add about those that were. */
  note(address: string, now: Instant): string | null {
    const minute = this.#minutes.get(address);
    if (minute === undefined || now - minute.from >= 60_000) {
      if (this.#minutes.size >= MOST_ADDRESSES) this.#minutes.clear();
      this.#minutes.set(address, { from: now, listed: 1, unlisted: 0 });
      return minute === undefined || minute.unlisted === 0
        ? ''
        : `; ${minute.unlisted} earlier ones of this address are counted, not listed`;
    }
    if (minute.listed >= LISTED_A_MINUTE) {
      minute.unlisted++;
      return null;
    }
    minute.listed++;
    return '';
  }
}
