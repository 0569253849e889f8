import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** On the page of a heart that stands still: the colours of the arteries follow the phase, and one is chosen by keyboard or pointer. */
export async function chooseArteries(page: Page): Promise<void> {
  const phase = page.getByRole('slider', { name: 'Phase of the heartbeat' });
  const tree = page.getByRole('img', { name: /^The arteries in a body/ });
  const list = page.getByLabel('Artery', { exact: true });
  const drawn = await tree
    .locator('[data-artery]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-artery')));
  const listed = await list
    .locator('option')
    .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  expect(drawn.toSorted()).toEqual(listed.toSorted());
  const coloured: string[] = [];
  for (const key of ['Home', 'PageUp', 'PageUp', 'PageUp', 'PageUp']) {
    await phase.press(key);
    coloured.push((await tree.screenshot()).toString('base64'));
  }
  expect(new Set(coloured).size).toBe(coloured.length);
  await list.focus();
  await page.keyboard.type('Radial, left');
  await page.getByRole('columnheader', { name: 'Radial, left' }).waitFor();
  await tree.locator('[data-artery="thoracic-aorta"]').dispatchEvent('click');
  await page.getByRole('columnheader', { name: 'Thoracic aorta' }).waitFor();
  expect(await list.inputValue()).toBe('thoracic-aorta');
}
