import { describeRecord } from '../conformance/record-conformance.ts';
import { openMemoryRecord } from './open-memory-record.ts';

describeRecord('record in memory', async (clock) => {
  const record = openMemoryRecord(clock);
  return {
    record,
    close: () => record.close(),
  };
});
