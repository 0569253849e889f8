import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PacedClock } from './paced-clock.ts';

describe('the clock of the demo', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'twinward-clock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is the wall clock at speed 1, and writes nothing', () => {
    const clock = new PacedClock(folder, 1);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
    clock.close();
    expect(() => readFileSync(join(folder, 'clock'))).toThrow();
  });

  it('runs faster when told so', async () => {
    const clock = new PacedClock(folder, 1000);
    const [from, wall] = [clock.now(), Date.now()];
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((clock.now() - from) / (Date.now() - wall)).toBeGreaterThan(500);
    clock.close();
  });

  it('never runs back over a restart, at whatever speed, nor over a crash', async () => {
    const fast = new PacedClock(folder, 3600);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const reached = fast.now();
    // Not closed: as if the process had been killed.
    const after = new PacedClock(folder, 1);
    expect(after.now()).toBeGreaterThanOrEqual(reached);
    after.close();
    const again = new PacedClock(folder, 1);
    expect(again.now()).toBeGreaterThanOrEqual(reached);
    again.close();
    fast.close();
  });
});
