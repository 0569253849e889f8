import type { AdtEvent, AdtPlace, Draws, Instant } from '@twinward/contract';
import { drawExponential, drawLogNormal, philox } from '@twinward/simulate';

/** What a hospital sends, and how badly. Shares are of the messages, 0 to 1. */
export interface AdtTrafficPlan {
  readonly messages: number;
  readonly seed: string;
  readonly duplicates: number;
  readonly late: number;
  /** Cancellations and merges together. */
  readonly corrections: number;
}

const [MINUTE, HOUR] = [60_000, 3_600_000];
const UNITS = 30;
const BEDS = 30;
/** Admissions an hour: nine beds of ten are filled at a median stay of four days. */
const GAP = HOUR / 5.1;
const LATEST = 24 * HOUR;

interface Lying {
  readonly visit: string;
  readonly person: string;
  place: AdtPlace;
}

/**
 * Messages of a hospital of 30 units of 30 beds in the order in which they arrive: shuffled within the hour, some twice, some up to days late,
 * some taking back or joining others, and some that contradict the rest. Visits are numbered.
 */
export function adtTraffic(plan: AdtTrafficPlan): readonly AdtEvent[] {
  const random = philox(plan.seed);
  const events = happenings(plan, random.draws(0, 0, 0));
  const draws = random.draws(0, 1, 0);
  const sent: { readonly event: AdtEvent; readonly at: number }[] = [];
  for (const event of events) {
    const late = draws.uniform() < plan.late ? Math.min(LATEST, drawExponential(draws, 6 * HOUR)) : 0;
    const at = event.at + late + draws.uniform() * HOUR;
    sent.push({ event, at });
    if (draws.uniform() < plan.duplicates) sent.push({ event, at: at + drawExponential(draws, 2 * HOUR) });
  }
  sent.sort((a, b) => a.at - b.at);
  return sent.slice(0, plan.messages).map(({ event }) => event);
}

/** What happened, roughly in order; more than the messages asked for. */
function happenings({ messages, corrections }: AdtTrafficPlan, draws: Draws): readonly AdtEvent[] {
  const events: AdtEvent[] = [];
  const free: AdtPlace[] = [];
  for (let unit = 0; unit < UNITS; unit++)
    for (let bed = 0; bed < BEDS; bed++)
      free.push({ unit: `W${unit + 1}`, room: String(1 + Math.floor(bed / 6)), bed: String(bed + 1) });
  const lying: Lying[] = [];
  const leaving: { readonly at: number; readonly who: Lying }[] = [];
  let [now, persons] = [Date.UTC(2031, 2, 1), 0];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draws.uniform() * list.length)]!;
  const say = (at: number, event: Omit<AdtEvent, 'at' | 'messageId'>): void => {
    const minute = Math.round(at / MINUTE) * MINUTE;
    events.push({
      ...event,
      at: minute as Instant,
      sentAt: (minute + Math.floor(draws.uniform() * MINUTE)) as Instant,
      messageId: `m-${events.length}`,
    });
  };
  const takeFree = (): AdtPlace | null => {
    if (free.length === 0) return null;
    const index = Math.floor(draws.uniform() * free.length);
    const place = free[index]!;
    free[index] = free.at(-1)!;
    free.pop();
    return place;
  };
  while (events.length < messages * 1.02) {
    now += drawExponential(draws, GAP);
    while (leaving.length > 0 && leaving[0]!.at <= now) {
      const { at, who } = leaving.shift()!;
      say(at, { kind: 'discharge', person: who.person, visit: who.visit });
      lying.splice(lying.indexOf(who), 1);
      free.push(who.place);
      if (draws.uniform() < corrections)
        say(at + 20 * MINUTE, {
          kind: 'cancel',
          person: who.person,
          visit: who.visit,
          cancels: ['discharge'],
        });
    }
    const place = takeFree();
    if (place === null) continue;
    const who: Lying = { visit: `v-${persons}`, person: `p-${persons++}`, place };
    const { visit, person } = who;
    if (draws.uniform() < 0.6) say(now - 3 * HOUR, { kind: 'register', person, visit });
    if (draws.uniform() < 0.3) say(now - HOUR, { kind: 'expect-admission', person, visit, place });
    say(now, { kind: 'admit', person, visit, place });
    if (draws.uniform() < 3 * corrections) {
      say(now + 5 * MINUTE, { kind: 'cancel', person, visit, cancels: ['admit', 'register'] });
      say(now + 9 * MINUTE, { kind: 'admit', person, visit, place });
    }
    if (draws.uniform() < 3 * corrections)
      say(now + HOUR, {
        kind: 'merge',
        person,
        visit: null,
        into: `p-${Math.floor(draws.uniform() * persons)}`,
      });
    lying.push(who);
    const at = now + drawLogNormal(draws, 96 * HOUR, 1);
    const index = leaving.findIndex((other) => other.at > at);
    leaving.splice(index < 0 ? leaving.length : index, 0, { at, who });
    if (draws.uniform() < 0.6)
      say(now + 2 * HOUR, { kind: 'update', person, visit, attributes: { specialty: 'medical' } });
    if (draws.uniform() < 0.5) say(at - 12 * HOUR, { kind: 'expect-discharge', person, visit });
    happenToOne(lying, draws, say, pick, takeFree, free, now);
  }
  return events;
}

function happenToOne(
  lying: readonly Lying[],
  draws: Draws,
  say: (at: number, event: Omit<AdtEvent, 'at' | 'messageId'>) => void,
  pick: <T>(list: readonly T[]) => T,
  takeFree: () => AdtPlace | null,
  free: AdtPlace[],
  now: number,
): void {
  const who = pick(lying);
  const { visit, person } = who;
  const chance = draws.uniform();
  if (chance < 0.45) {
    const to = takeFree();
    if (to === null) return;
    free.push(who.place);
    who.place = to;
    if (chance < 0.35) {
      say(now + MINUTE, { kind: 'transfer', person, visit, place: to });
      return;
    }
    say(now + MINUTE, { kind: 'depart', person, visit, place: { ...to, room: null, bed: null } });
    say(now + 20 * MINUTE, { kind: 'arrive', person, visit, place: to });
    return;
  }
  if (chance < 0.5) {
    say(now + MINUTE, { kind: 'leave', person, visit });
    say(now + 30 * HOUR, { kind: 'return', person, visit });
    return;
  }
  if (chance < 0.54) {
    const other = pick(lying);
    if (other === who) return;
    [who.place, other.place] = [other.place, who.place];
    say(now + MINUTE, {
      kind: 'swap',
      person,
      visit,
      other: { person: other.person, visit: other.visit },
    });
    return;
  }
  if (chance < 0.6) {
    const place = pick(free.length > 0 ? free : [who.place]);
    say(now + MINUTE, { kind: 'bed-status', person: null, visit: null, place, status: 'closed' });
    say(now + 5 * HOUR, { kind: 'bed-status', person: null, visit: null, place, status: 'free' });
    return;
  }
  // and what cannot be
  if (chance < 0.605)
    say(now, { kind: 'admit', person: `x-${visit}`, visit: `x-${visit}`, place: who.place });
  else if (chance < 0.61) say(now, { kind: 'discharge', person, visit: `y-${visit}` });
  else if (chance < 0.612) say(now, { kind: 'cancel', person, visit: `z-${visit}`, cancels: ['admit'] });
}
