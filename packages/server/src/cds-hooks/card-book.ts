import type { Instant, SubjectRef, TwinId } from '@twinward/contract';

/** A card as it was given, so that an answer to it can be entered in the record. */
export interface GivenCard {
  readonly card: string;
  readonly service: string;
  readonly subject: SubjectRef;
  readonly twin: TwinId;
  readonly said: string;
  readonly provenance: { readonly seq: number; readonly model: string; readonly modelVersion: string };
  readonly givenAt: Instant;
  readonly givenTo: string;
}

const MOST = 50_000;

/** Cards given since the start, by UUID, the latest 50,000. */
export class CardBook {
  readonly #given = new Map<string, GivenCard>();

  note(card: GivenCard): void {
    this.#given.set(card.card, card);
    if (this.#given.size <= MOST) return;
    const oldest = this.#given.keys().next().value;
    if (oldest !== undefined) this.#given.delete(oldest);
  }

  /** The card of a UUID; null if it was not given here since the start. */
  find(card: string): GivenCard | null {
    return this.#given.get(card.toLowerCase()) ?? null;
  }

  get size(): number {
    return this.#given.size;
  }
}
