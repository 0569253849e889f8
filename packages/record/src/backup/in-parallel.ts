// Works through a list a few at a time: flushing many small files to disk one by one is mostly waiting.

/** Runs the work for every element, at most eight at a time; stops at the first failure, when what was begun has ended. */
export async function inParallel<T>(all: readonly T[], work: (element: T) => Promise<void>): Promise<void> {
  const rest = all[Symbol.iterator]();
  let failed = false;
  const worker = async (): Promise<void> => {
    try {
      for (const element of { [Symbol.iterator]: () => ({ next: () => rest.next() }) }) {
        if (failed) return;
        await work(element);
      }
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: 8 }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
