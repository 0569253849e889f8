// What people do about other systems in a real browser: let devices, apps and EHRs in; and be opened by an EHR.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askServer } from './ask-server.ts';
import { runAxe } from './axe.ts';
import { findChromium } from './find-chromium.ts';
import { openEhr } from './open-ehr.ts';
import { openWorld, type World } from './open-world.ts';
import { signIn } from './sign-in.ts';

const chromiumPath = findChromium();

describe.skipIf(chromiumPath === null)('other systems, in a browser', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(chromiumPath!, false);
    const { send } = await askServer(world);
    await send('/twins', {
      id: 'ana-glucose',
      subject: 'Patient/ana',
      label: 'Ana',
      origin: 'simulated',
      model: 'glucose-s2008',
      facts: { weight: 70, basal: 1 },
    });
  });
  afterAll(() => world?.close());

  it('a device is let in, its secret shown once, bound to a person and unbound; in both themes axe finds nothing', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const { page, context, complaints } = await world.open({ theme });
      await page.goto('/messages');
      await signIn(world, page, 'administrator');
      const monitor = `Monitor ${theme}`;
      await page.getByText('Let a device in').click();
      await page.getByLabel('What people call it').fill(monitor);
      await page.keyboard.press('Enter');
      const secret = page.getByRole('region', { name: `Secret of monitor-${theme}` });
      const letters = await secret.getByRole('code').first().textContent();
      expect(letters).toMatch(/^[\w-]{20,}$/);
      expect((await runAxe(page)).broken).toEqual([]);
      await secret.getByRole('button', { name: 'I have noted it' }).click();
      await expect.poll(() => page.getByText(letters!).count()).toBe(0);
      await page.getByRole('button', { name: `Bind to a person ${monitor}` }).click();
      const bind = page.getByRole('form', { name: `Bind ${monitor}` });
      expect(await bind.locator('option').getAttribute('value')).toBe('Patient/ana');
      await bind.getByLabel('Person').fill('Patient/ana');
      expect((await runAxe(page)).broken).toEqual([]);
      await page.keyboard.press('Enter');
      await page.getByText('Of Patient/ana since').waitFor();
      await page.getByRole('button', { name: `End it ${monitor}` }).click();
      await page.getByText('Was of Patient/ana until').first().waitFor();
      await page.getByRole('button', { name: `New secret ${monitor}` }).click();
      expect(await secret.getByRole('code').first().textContent()).not.toBe(letters);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  it('a server that is followed and keeps no history is said to hide its deletions; it is stopped with the keyboard', async () => {
    const plain = createServer((request, response) => {
      const base = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
      const send = (status: number, body: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url!.endsWith('smart-configuration')) return send(200, { token_endpoint: `${base}/token` });
      if (request.url === '/token') return send(200, { access_token: 't', expires_in: 300 });
      if (request.url!.includes('/_history')) return send(501, { issue: [{ diagnostics: 'no history' }] });
      const meta = { lastUpdated: '2026-01-01T00:00:00Z' };
      const entry = [{ resource: { resourceType: 'Patient', id: 'a', meta } }];
      return send(200, { resourceType: 'Bundle', type: 'searchset', entry });
    });
    await new Promise<void>((done) => plain.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    const { send } = await askServer(world);
    await send('/followers', { id: 'lab', url, client: 'twinward', types: ['Patient'], every: 3600 });
    await send('/followers/lab/look', {});
    for (const theme of ['light', 'dark'] as const) {
      const { page, context } = await world.open({ theme });
      await page.goto('/messages');
      await signIn(world, page, 'administrator');
      await page.getByText('Deletions of Patient are not seen:').waitFor();
      expect((await runAxe(page)).broken).toEqual([]);
      const [now, next] = theme === 'light' ? ['Stop', 'Go on'] : ['Go on', 'Stop'];
      await page.getByRole('button', { name: `${now} following lab` }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: `${next} following lab` }).waitFor();
      await context.close();
    }
    plain.close();
  });

  it('apps, backend systems and EHRs are registered, and what is missing is said at the form', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const { page, context, complaints } = await world.open({ theme });
      await page.goto('/connections');
      await signIn(world, page, 'administrator');
      await page.getByText('Let a system in').first().click();
      const form = page.getByRole('form', { name: 'Let a system in' });
      await form.getByLabel('What it does').selectOption('smart-app');
      await form.getByLabel('Name').fill(`Chart ${theme}`);
      await form.getByLabel('Client id').fill(`chart-${theme}`);
      await form.getByLabel('Scopes').fill('patient/*.rs');
      await form.getByLabel('Addresses').fill('http://app.example/back');
      await form.getByRole('button', { name: 'Let in' }).click();
      await expect.poll(() => form.getByRole('alert').textContent()).toContain('an https address');
      await form.getByLabel('Addresses').fill('https://app.example/back');
      await form.getByRole('button', { name: 'Let in' }).click();
      await page.getByRole('heading', { name: `Chart ${theme}` }).waitFor();
      await form.getByLabel('What it does').selectOption('backend');
      await form.getByLabel('Name').fill(`Lab ${theme}`);
      await form.getByLabel('Client id').fill(`lab-${theme}`);
      await form.getByLabel('Scopes').fill('system/Observation.rs');
      await form.getByLabel('Public keys').fill('not a key');
      await form.getByRole('button', { name: 'Let in' }).click();
      await expect.poll(() => form.getByRole('alert').textContent()).toContain('are not JSON');
      await form.getByLabel('Public keys').fill(`{"kty":"EC","kid":"${theme}"}`);
      await form.getByRole('button', { name: 'Let in' }).click();
      await page.getByRole('heading', { name: `Lab ${theme}` }).waitFor();
      await page.getByText('Register an EHR').click();
      const ehr = page.getByRole('form', { name: 'Register an EHR' });
      await ehr.getByLabel('Name of').fill(`Ward ${theme}`);
      await ehr.getByLabel('FHIR address').fill(`https://${theme}.example/fhir`);
      await ehr.getByLabel('Our client').fill('twinward');
      await ehr.getByLabel('Systems of').fill('urn:oid:1.2.3.4');
      if (theme === 'dark') await ehr.getByLabel('Whom its users see').selectOption('all');
      expect((await runAxe(page)).broken).toEqual([]);
      await ehr.getByRole('button', { name: 'Register' }).click();
      await page.getByRole('heading', { name: `Ward ${theme}` }).waitFor();
      const row = page.getByRole('listitem').filter({ hasText: `Ward ${theme}` });
      if (theme === 'dark') {
        await row.getByText('here and see everybody whom that role sees').waitFor();
        await row.getByRole('button', { name: 'Let them see the launched patient alone' }).click();
      }
      await row.getByText('here and see the launched patient alone').waitFor();
      await row.getByRole('button', { name: 'Let them see everybody' }).click();
      await row.getByText('in sessions that are open too').waitFor();
      expect((await runAxe(page)).broken).toEqual([]);
      await page.keyboard.press('Enter');
      await row.getByText('here and see everybody whom that role sees').waitFor();
      await page.getByRole('button', { name: `Shut out Ward ${theme}` }).click();
      await page.getByRole('button', { name: `Let in again Ward ${theme}` }).waitFor();
      expect((await runAxe(page)).broken).toEqual([]);
      expect(complaints.filter((text) => !text.includes('400'))).toEqual([]);
      await context.close();
    }
  });

  it('an EHR opens the page of its patient in a frame of its own, and nobody else frames it', async () => {
    const ehr = await openEhr(world);
    const { page, context, complaints } = await world.open();
    // A page of the test's own making counts as one from afar, which may ask this machine for nothing unless allowed.
    await context.grantPermissions(['local-network-access']);
    await page.goto(ehr.address);
    await signIn(ehr, page, 'administrator');
    const frameIn = (origin: string, inside: string) =>
      page
        .route(`${origin}/chart`, (route) =>
          route.fulfill({
            contentType: 'text/html',
            body: `<h1>Chart</h1><iframe title="Twin" width="1200" height="800" src="${inside}"></iframe>`,
          }),
        )
        .then(() => page.goto(`${origin}/chart`));
    await frameIn(ehr.address, await ehr.launchUrl());
    const frame = page.frameLocator('iframe');
    const allow = frame.getByRole('button', { name: 'Allow' });
    await allow.waitFor();
    expect(await frame.getByRole('listitem').allTextContents()).toContain('know who you are openid');
    await allow.click();
    await frame.getByRole('heading', { level: 1, name: 'Ana' }).waitFor();
    await frame.getByRole('button', { name: /Account of Administrator/ }).waitFor();
    await expect.poll(() => page.frames()[1]?.url()).toBe(`${world.address}/people/ana`);
    // About Ana alone: no way leads to what would be refused, and nothing on the page asked for it.
    const ways = frame.getByRole('navigation', { name: 'Main' }).getByRole('link');
    expect((await ways.allTextContents()).slice(1)).toEqual(['People', 'Twins', 'Risk', 'Models']);
    expect(complaints.filter((text) => text.includes('403'))).toEqual([]);
    await ways.filter({ hasText: 'Twins' }).click();
    await frame.getByRole('heading', { level: 1 }).waitFor();
    await ways.filter({ hasText: 'People' }).click();
    await frame.getByRole('link', { name: /Ana/ }).first().waitFor();
    expect(complaints.filter((text) => text.includes('403'))).toEqual([]);
    // The same window, the same session; but a page of somebody else.
    await frameIn('http://localhost:9', `${world.address}/people/ana`);
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
    expect(complaints.join()).toContain(`frame-ancestors ${ehr.address}`);
    await context.close();
    await ehr.close();
  });
});
