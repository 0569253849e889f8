import {
  type Belief,
  EMPTY_SCHEDULE,
  type Instant,
  instant,
  type Subject,
  subjectRef,
} from '@twinward/contract';
import { assimilate } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { news2Monitor } from './news2-monitor.ts';

const START = instant(Date.UTC(2026, 2, 1, 8));
const SUBJECT: Subject = { ref: subjectRef('Patient/ward-1'), facts: {} };
const random = philox('00000000000000a9');
const watch = news2Monitor.watch!;
const hours = (h: number): Instant => instant(START + h * 3_600_000);

/** Vital signs, hours after the start, folded one after the other. */
function follow(
  ...rounds: readonly (readonly [hour: number, signs: Readonly<Record<string, number>>])[]
): Belief {
  let belief = news2Monitor.initialise(SUBJECT, START, 1, random);
  for (const [hour, signs] of rounds) {
    belief = news2Monitor.advance(belief, hours(hour), EMPTY_SCHEDULE, random);
    for (const [observable, value] of Object.entries(signs)) {
      belief = assimilate(news2Monitor, belief, [{ observable, value, censored: null }], random).belief;
    }
  }
  return belief;
}

const WELL = {
  'respiratory-rate': 16,
  'oxygen-saturation': 97,
  systolic: 122,
  pulse: 72,
  consciousness: 0,
  temperature: 36.9,
};

describe('the early warning score of live vital signs', () => {
  it('is silent about somebody who is well, and names what was never measured', () => {
    expect(watch.standing(follow([0, WELL]), 0).level).toBe('clear');
    const partly = watch.finding(follow([0, { pulse: 72 }]), 0);
    expect(partly.claim).toMatch(/^Early warning score 0 or more/);
    expect(partly.missing).toHaveLength(5);
    expect(partly.missing[0]).toMatch(/never measured; it counts nothing, so the score may be too low/);
  });

  it('alerts at 5 as urgent and at 7 as an emergency, with its parts, its trend and the response', () => {
    const urgent = follow([0, WELL], [4, { ...WELL, 'respiratory-rate': 22, pulse: 115, temperature: 38.4 }]);
    expect(watch.standing(urgent, 0)).toMatchObject({ level: 'begins', urgency: 'medium' });
    const finding = watch.finding(urgent, 0);
    expect(finding.claim).toMatch(/score 5: medium risk.*Up 5 over 4 h/);
    expect(finding.signals.slice(0, 3).map(({ deviation }) => deviation)).toEqual([2, 2, 1]);
    expect(finding.probability).toBeGreaterThan(finding.interval!.low);
    const emergency = follow([0, { ...WELL, 'respiratory-rate': 26, 'oxygen-flow': 4, pulse: 115 }]);
    expect(watch.standing(emergency, 0)).toMatchObject({ level: 'begins', urgency: 'high' });
    expect(watch.finding(emergency, 0).suggestion).toMatch(/Emergency assessment/);
  });

  it('lets a vital sign count for twelve hours and no longer', () => {
    const seen = follow([0, { ...WELL, pulse: 135 }]);
    const later = (h: number) => news2Monitor.advance(seen, hours(h), EMPTY_SCHEDULE, random);
    expect(watch.standing(later(11), 0).level).toBe('begins');
    expect(watch.standing(later(13), 0).level).toBe('clear');
    expect(watch.finding(later(13), 0).missing).toHaveLength(6);
  });
});
