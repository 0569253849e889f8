import type { Instant, TwinwardError } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { AttemptThrottle } from './attempt-throttle.ts';

const at = (seconds: number) => (1_700_000_000_000 + seconds * 1000) as Instant;

function refusal(run: () => void): TwinwardError | null {
  try {
    run();
    return null;
  } catch (error) {
    return error as TwinwardError;
  }
}

describe('the throttle of attempts', () => {
  it('gives five tries, then makes each wait twice as long as the one before', () => {
    const throttle = new AttemptThrottle(5);
    for (let i = 0; i < 5; i++) throttle.attempt('a', at(0));
    const waits: number[] = [];
    let now = 0;
    for (let i = 0; i < 6; i++) {
      const refused = refusal(() => throttle.attempt('a', at(now)));
      expect(refused?.code).toBe('auth.throttled');
      waits.push(refused!.place.retryAfter!);
      now += refused!.place.retryAfter!;
      throttle.attempt('a', at(now));
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32]);
  });

  it('never makes anyone wait longer than fifteen minutes', () => {
    const throttle = new AttemptThrottle(1);
    let now = 0;
    let longest = 0;
    for (let i = 0; i < 20; i++) {
      const refused = refusal(() => throttle.attempt('a', at(now)));
      if (refused === null) continue;
      longest = Math.max(longest, refused.place.retryAfter!);
      now += refused.place.retryAfter!;
      throttle.attempt('a', at(now));
    }
    expect(longest).toBe(900);
  });

  it('holds one key back and no other', () => {
    const throttle = new AttemptThrottle(1);
    throttle.attempt('a', at(0));
    expect(refusal(() => throttle.attempt('a', at(0)))?.code).toBe('auth.throttled');
    expect(refusal(() => throttle.attempt('b', at(0)))).toBeNull();
  });

  it('forgets after success and after half an hour', () => {
    const throttle = new AttemptThrottle(1);
    throttle.attempt('a', at(0));
    throttle.succeed('a');
    expect(refusal(() => throttle.attempt('a', at(0)))).toBeNull();
    expect(refusal(() => throttle.attempt('a', at(1801)))).toBeNull();
  });
});
