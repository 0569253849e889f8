import { expect, test } from 'vitest';
import { WienerPath } from './wiener-path.ts';

const SEED = '00000000000000e5';
const pairs = (processes = 1): Float64Array => new Float64Array(2 * processes);

/** Over a part of length h: the increment, and the integral of what the process has moved since its start. */
function moved([z0, z1]: ArrayLike<number> & Iterable<number>, h: number): readonly [number, number] {
  return [Math.sqrt(h) * z0!, h ** 1.5 * (z0! / 2 + z1! / (2 * Math.sqrt(3)))];
}

test('the halves of a part come to what it came to, in increment and integral', () => {
  const path = new WienerPath(SEED, 1).of(7);
  for (let interval = 0; interval < 1000; interval++) {
    const [whole, first, second] = [pairs(), pairs(), pairs()];
    path.whole(interval, whole);
    path.halve(interval, 1, whole, first, second);
    const [w, integral] = moved(whole, 2);
    const [w1, integral1] = moved(first, 1);
    const [w2, integral2] = moved(second, 1);
    expect(w1 + w2).toBeCloseTo(w, 12);
    expect(integral1 + w1 + integral2).toBeCloseTo(integral, 12);
  }
});

test('the numbers of eighths are independent and standard normal', () => {
  const members = 20_000;
  const path = new WienerPath(SEED, 1);
  const numbers: Float64Array[] = [];
  for (let member = 0; member < members; member++) {
    const whole = pairs();
    path.of(member).whole(3, whole);
    let parts = [whole];
    for (let depth = 0; depth < 3; depth++) {
      parts = parts.flatMap((part, k) => {
        const [first, second] = [pairs(), pairs()];
        path.halve(3, 2 ** depth + k, part, first, second);
        return [first, second];
      });
    }
    numbers.push(Float64Array.from(parts.flatMap((part) => [...part])));
  }
  // 16 means and 136 products, each within 4.5 standard errors
  for (let i = 0; i < 16; i++) {
    const mean = numbers.reduce((sum, z) => sum + z[i]!, 0) / members;
    expect(Math.abs(mean) * Math.sqrt(members)).toBeLessThan(4.5);
    for (let j = i; j < 16; j++) {
      const product = numbers.reduce((sum, z) => sum + z[i]! * z[j]!, 0) / members;
      const error = i === j ? Math.abs(product - 1) / Math.SQRT2 : Math.abs(product);
      expect(error * Math.sqrt(members)).toBeLessThan(4.5);
    }
  }
});

test('a path depends on seed, member, process and interval alone, in whatever order they are asked for', () => {
  const at = (path: WienerPath, member: number, interval: number): string => {
    const [whole, first, second] = [pairs(2), pairs(2), pairs(2)];
    path.of(member).whole(interval, whole);
    path.halve(interval, 5, whole, first, second);
    return [...whole, ...first, ...second].join(' ');
  };
  const places = [0, 511, 512, 5000].flatMap((interval) =>
    [0, 9].map((member) => [member, interval] as const),
  );
  const forward = new WienerPath(SEED, 2);
  const backward = new WienerPath(SEED, 2);
  const seen = places.map(([member, interval]) => at(forward, member, interval));
  const again = places.toReversed().map(([member, interval]) => at(backward, member, interval));
  expect(again.reverse()).toEqual(seen);
  expect(new Set(seen.flatMap((text) => text.split(' '))).size).toBe(12 * places.length);
});

test('a process moves alike, however many others there are', () => {
  const [one, two] = [pairs(1), pairs(2)];
  new WienerPath(SEED, 1).of(3).whole(17, one);
  new WienerPath(SEED, 2).of(3).whole(17, two);
  expect([...two.subarray(0, 2)]).toEqual([...one]);
});
