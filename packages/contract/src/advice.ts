import type { AlertActor } from './alert.ts';
import type { TwinId } from './identity.ts';
import type { Instant } from './instant.ts';

/** What became of a piece of advice that a clinician saw in another system: taken up, or put aside for a reason. It enters the record of its subject. */
export interface AdviceAnswered {
  readonly kind: 'advice';
  readonly twin: TwinId;
  /** The card's UUID, and the service that gave it. */
  readonly card: string;
  readonly service: string;
  /** What the card said, and from where: position, model and seed. */
  readonly said: string;
  readonly provenance: {
    readonly seq: number;
    readonly model: string;
    readonly modelVersion: string;
  };
  /** When it was answered there, and by which system. */
  readonly at: Instant;
  readonly by: AlertActor;
  readonly outcome: 'accepted' | 'overridden';
  /** Code of the reason chosen, and what was written beside it; null where neither was. */
  readonly reason: string | null;
  readonly comment: string | null;
}
