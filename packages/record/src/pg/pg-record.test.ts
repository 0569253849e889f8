import { expect, it } from 'vitest';
import { describeRecord } from '../conformance/record-conformance.ts';
import { temporaryFolder } from '../conformance/temporary-folder.ts';
import { openRecord } from '../open-record.ts';
import { findBinaries } from '../postgres/binaries.ts';

const everyBinaries = await findBinaries();

it('finds at least one PostgreSQL to be tested on', () => {
  expect(everyBinaries.length).toBeGreaterThan(0);
});

for (const binaries of everyBinaries) {
  describeRecord(`record in PostgreSQL ${binaries.version}, ${binaries.origin}`, async (clock) => {
    const folder = await temporaryFolder();
    const { record, close } = await openRecord({ dataFolder: folder.path, binaries, clock });
    return {
      record,
      close: async () => {
        await close();
        await folder.remove();
      },
    };
  });
}
