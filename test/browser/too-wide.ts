import type { Page } from 'playwright-core';

/** What of a page lies beyond the right edge of its window; null once all of it fits, for which it has ten seconds. */
export async function tooWide(page: Page): Promise<string | null> {
  const fits = page.waitForFunction(
    'document.documentElement.scrollWidth <= document.documentElement.clientWidth',
    null,
    { timeout: 10_000 },
  );
  return fits.then(
    () => null,
    () =>
      page.evaluate<string>(
        `[...document.querySelectorAll('body *')]
          .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .slice(0, 6)
          .map((one) => one.tagName + '.' + one.getAttribute('class') + ' ' + one.textContent.slice(0, 40))
          .join('; ')`,
      ),
  );
}
