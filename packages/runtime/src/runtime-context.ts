import type { WorkPool } from '@twinward/contract';
import type { Clock, TwinRecord } from '@twinward/record';
import type { Slices } from './actor/slices.ts';
import type { TwinDirectory } from './actor/twin-directory.ts';
import type { AlertBook } from './alerts/alert-book.ts';
import type { ModelRegistry } from './model-registry.ts';
import type { RuntimeOptions } from './runtime-options.ts';

/** What every part of the loop works with. */
export interface RuntimeContext {
  readonly record: TwinRecord;
  readonly models: ModelRegistry;
  readonly clock: Clock;
  readonly pool: WorkPool;
  readonly options: RuntimeOptions;
  readonly directory: TwinDirectory;
  readonly alerts: AlertBook;
  readonly slices: Slices;
  /** What the loop has done since it started. */
  readonly tally: { folded: number; issued: number; scored: number };
}
