/** A worker that all tabs share; null where the browser has none, or allows none inside another site's frame. */
export function sharedWorker(open: () => SharedWorker): SharedWorker | null {
  if (typeof SharedWorker === 'undefined') return null;
  try {
    return open();
  } catch {
    return null;
  }
}
