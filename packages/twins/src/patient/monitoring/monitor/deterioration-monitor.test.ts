import { type Belief, EMPTY_SCHEDULE, type Instant, instant, subjectRef } from '@twinward/contract';
import { assimilate } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { diabetesMonitor, heartFailureMonitor } from './monitors.ts';

const DAY = 86_400_000;
const START = instant(Date.UTC(2026, 0, 1));
const random = philox('00000000000000b3');
const subject = { ref: subjectRef('Patient/home-1'), facts: {} };

function read(
  model: typeof heartFailureMonitor,
  belief: Belief,
  at: Instant,
  observable: string,
  value: number,
): Belief {
  const advanced = model.advance(belief, at, EMPTY_SCHEDULE, random);
  return assimilate(model, advanced, [{ observable, value, censored: null }], random).belief;
}

describe('a monitor as a twin', () => {
  it('says of a weight that looks like pounds, and of one that is another person’s, why it holds them aside', () => {
    const after = (last: number): readonly string[] => {
      let belief = heartFailureMonitor.initialise(subject, START, 1, random);
      for (let day = 0; day < 30; day++) {
        const weight = day === 29 ? last : 80 + ((day * 7) % 5) / 10;
        belief = read(heartFailureMonitor, belief, instant(START + day * DAY + 25_200_000), 'weight', weight);
      }
      belief = heartFailureMonitor.advance(belief, instant(START + 30 * DAY), EMPTY_SCHEDULE, random);
      return heartFailureMonitor.watch!.finding(belief, 1.5).missing;
    };
    expect(after(176.8)[0]).toMatch(/held aside.*pounds sent as kilograms/);
    expect(after(100.5)[0]).toMatch(/held aside.*another person/);
    expect(after(80.4).some((words) => words.startsWith('Weight'))).toBe(false);
  });

  it('says nothing about days without readings, and never fills them', () => {
    let belief = heartFailureMonitor.initialise(subject, START, 1, random);
    for (let day = 0; day < 20; day++) {
      belief = read(heartFailureMonitor, belief, instant(START + day * DAY + 25_200_000), 'weight', 80);
    }
    const silent = heartFailureMonitor.advance(belief, instant(START + 40 * DAY), EMPTY_SCHEDULE, random);
    const [weight] = heartFailureMonitor.watch!.course(silent);
    expect(weight!.value.slice(-20)).toEqual(Array.from({ length: 20 }, () => null));
    expect(weight!.high.at(-1)! - weight!.low.at(-1)!).toBeGreaterThan(weight!.high[19]! - weight!.low[19]!);
    expect(heartFailureMonitor.watch!.finding(silent, 1.5).missing[0]).toBe('Weight: nothing for 20 days');
  });

  it('makes the day’s times in range of glucose readings as they came', () => {
    let belief = diabetesMonitor.initialise(subject, START, 1, random);
    for (let i = 0; i < 288; i++) {
      const glucose = i < 29 ? 60 : i < 58 ? 300 : 150;
      belief = read(diabetesMonitor, belief, instant(START + i * 300_000), 'glucose', glucose);
    }
    belief = diabetesMonitor.advance(belief, instant(START + DAY), EMPTY_SCHEDULE, random);
    const of = (name: string): number =>
      diabetesMonitor.watch!.course(belief).find((course) => course.name === name)!.value[0]!;
    expect(of('below')).toBeCloseTo((100 * 29) / 288);
    expect(of('above')).toBeCloseTo((100 * 29) / 288);
    expect(of('wear')).toBe(100);
    expect(of('mean')).toBeCloseTo((29 * 60 + 29 * 300 + 230 * 150) / 288);
  });
});
