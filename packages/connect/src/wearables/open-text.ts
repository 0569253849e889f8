// A text as if it were a file: what a paste, a test or a small download needs.
import type { OpenBytes } from './import-options.ts';

/** Opens a text as UTF-8 bytes in chunks of the given size. */
export function openText(text: string, chunk = 65_536): OpenBytes {
  const bytes = new TextEncoder().encode(text);
  return async function* () {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  };
}
