import { expect, it, vi } from 'vitest';
import { isUcum } from './ucum.ts';

it('takes no name that every object is born with for a unit, and says nothing aloud', () => {
  const [log, error] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
  for (const name of ['__proto__', 'mg/__proto__', '26constructor', 'toString', 'k.hasOwnProperty']) {
    expect(isUcum(name)).toBe(false);
  }
  expect(isUcum('mg/dL')).toBe(true);
  expect(log).not.toHaveBeenCalled();
  expect(error).not.toHaveBeenCalled();
});
