// What every adapter of the record promises; run against each.
import { afterAll, beforeAll, describe } from 'vitest';
import type { TwinRecord } from '../ports/twin-record.ts';
import { describeAccounts } from './accounts.ts';
import { describeEventLog } from './event-log.ts';
import { describeForecasts } from './forecasts.ts';
import { describeInbox } from './inbox.ts';
import { describeResources } from './resources.ts';
import { minute } from './sample-events.ts';
import { describeScenarios } from './scenarios.ts';
import { describeSnapshots } from './snapshots.ts';
import { describeStates } from './states.ts';
import { SteppableClock } from './steppable-clock.ts';

/** An adapter under test: a record on a clock of the test's. */
export interface Subject {
  readonly record: TwinRecord;
  readonly clock: SteppableClock;
  close(): Promise<void>;
}

/** Declares the whole suite for one adapter. */
export function describeRecord(
  name: string,
  open: (clock: SteppableClock) => Promise<Omit<Subject, 'clock'>>,
): void {
  describe(name, () => {
    let subject: Subject | undefined;
    beforeAll(async () => {
      const clock = new SteppableClock(minute(0));
      subject = { ...(await open(clock)), clock };
    });
    afterAll(async () => subject?.close());
    const opened = (): Subject => {
      if (subject === undefined) throw new Error('the record did not open');
      return subject;
    };
    describeEventLog(opened);
    describeSnapshots(opened);
    describeForecasts(opened);
    describeResources(opened);
    describeScenarios(opened);
    describeAccounts(opened);
    describeInbox(opened);
    describeStates(opened);
  });
}
