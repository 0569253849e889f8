import type { Page } from 'playwright-core';
import type { World } from './open-world.ts';

/** Signs in through the page, with the keyboard alone, and waits for the overview. */
export async function signIn(world: Pick<World, 'signIns'>, page: Page, name: string): Promise<void> {
  const account = world.signIns.find((one) => one.name === name);
  if (account?.password == null) throw new Error(`the demo has no sign-in for ${name}`);
  await page.getByLabel('Name', { exact: true }).focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  const inside = page.getByRole('navigation', { name: 'Main' });
  const refusal = page.getByRole('alert').filter({ hasText: /\S/ });
  await inside.or(refusal).first().waitFor();
  if ((await inside.count()) === 0) throw new Error(`signing in failed: ${await refusal.textContent()}`);
}
