// A simulated insulin user: a body, habits, a sensor and a pump. Their twin sees only what such a person's devices would tell.
import { INTERSTITIAL_GLUCOSE } from '@twinward/connect/wearables';
import {
  effectiveInstant,
  type Instant,
  type Intervention,
  instant,
  type ObservedValue,
  subjectRef,
  twinId,
} from '@twinward/contract';
import { seedFrom } from '@twinward/simulate';
import type { VirtualPatient } from '@twinward/twins/patient';
import type { DemoPerson, LifeEvent } from './demo-person.ts';
import type { DemoPlan } from './demo-plan.ts';
import { mealsOfDay } from './habits.ts';
import type { LifeStore } from './life-store.ts';
import { sensorNoise } from './sensor-noise.ts';
import { type BodyState, VirtualBody } from './virtual-body.ts';

const MINUTE = 60_000;
const DAY = 1440;
/** Minutes of past a demo person has, between readings, between checkpoints, and of absence after which life begins anew. */
const PAST = 2 * DAY;
const READING_EVERY = 5;
const CHECKPOINT_EVERY = 360;
const TOO_LONG_AWAY = 7 * DAY;

/** Who they are and how they treat themselves. */
export interface SimulatedProfile {
  /** From 1. */
  readonly number: number;
  readonly patient: VirtualPatient;
  readonly age: number;
  /** Grams of carbohydrate per unit, and mg/dL per unit. */
  readonly carbohydrateRatio: number;
  readonly correctionFactor: number;
  readonly appetite: number;
}

/** Where a simulated life stands, as plain data. */
export interface LifeState {
  /** Minutes since 1970 already lived. */
  readonly minute: number;
  readonly reading: number;
  readonly rescued: number;
  readonly body: BodyState;
}

/**
 * A simulated person. Carbohydrate is logged as counted, not as eaten; boluses come early, late, or an hour too late; a low reading is
 * answered with sugar, a high one before the night with a correction.
 */
export function simulatedPerson(profile: SimulatedProfile, plan: DemoPlan, lives: LifeStore): DemoPerson {
  const id = twinId(`simulated-${profile.number}`);
  const life = new SimulatedLife(profile, plan, lives);
  const begins = instant((Math.floor(plan.startedAt / MINUTE) - PAST) * MINUTE);
  return {
    opening: {
      id,
      subject: subjectRef(`Patient/${id}`),
      label: `Simulated person ${profile.number}`,
      origin: 'simulated',
      attribution: 'Simulated with the UVA/Padova S2008 equations; parameters hidden from the twin',
      model: 'glucose-s2008',
      facts: {
        weight: Math.round(profile.patient.parameters.BW * 10) / 10,
        basal: Math.round(profile.patient.basal * 60 * 1000) / 1000,
        age: profile.age,
      },
      at: begins,
    },
    begins,
    between: (after, to) => life.between(after, to),
    fed: () => life.fed(),
  };
}

class SimulatedLife {
  readonly #profile: SimulatedProfile;
  readonly #lives: LifeStore;
  readonly #seed: string;
  readonly #zone: number;
  readonly #name: string;
  #body: VirtualBody;
  #minute: number;
  #reading = 120;
  #rescued = 0;
  #checkpoint: LifeState | null = null;

  constructor(profile: SimulatedProfile, plan: DemoPlan, lives: LifeStore) {
    this.#profile = profile;
    this.#lives = lives;
    this.#zone = plan.zoneMinutes;
    this.#name = `simulated-${profile.number}`;
    this.#seed = seedFrom(plan.seed, this.#name);
    this.#body = new VirtualBody(profile.patient, this.#seed);
    this.#minute = Math.floor(plan.startedAt / MINUTE) - PAST;
    const kept = lives.read(this.#name);
    if (kept === null) return;
    this.#minute = kept.minute;
    this.#reading = kept.reading;
    this.#rescued = kept.rescued;
    this.#body.state = kept.body;
  }

  between(after: Instant, to: Instant): readonly LifeEvent[] {
    const last = Math.floor(to / MINUTE);
    if (last - this.#minute > TOO_LONG_AWAY) this.#beginAnew(last - PAST);
    const events: LifeEvent[] = [];
    while (this.#minute <= last) {
      for (const event of this.#live(this.#minute)) {
        if (effectiveInstant(event) > after) events.push(event);
      }
      this.#minute++;
      if (this.#minute % CHECKPOINT_EVERY === 0) this.#checkpoint = this.#state;
    }
    return events;
  }

  /** What was lived so far is in the record: only now may a restart begin after it. */
  fed(): void {
    if (this.#checkpoint !== null) this.#lives.keep(this.#name, this.#checkpoint);
    this.#checkpoint = null;
  }

  #beginAnew(minute: number): void {
    this.#body = new VirtualBody(this.#profile.patient, this.#seed);
    this.#minute = minute;
    this.#reading = 120;
  }

  get #state(): LifeState {
    return {
      minute: this.#minute,
      reading: this.#reading,
      rescued: this.#rescued,
      body: this.#body.state,
    };
  }

  #live(minute: number): readonly LifeEvent[] {
    const { patient, carbohydrateRatio, correctionFactor, appetite } = this.#profile;
    const events: LifeEvent[] = [];
    if (minute % READING_EVERY === 0) {
      this.#reading = this.#body.glucose + sensorNoise(this.#seed, minute);
      events.push(this.#observed(minute));
    }
    let [grams, bolus] = [0, 0];
    const local = minute + this.#zone;
    const ofDay = ((local % DAY) + DAY) % DAY;
    for (const meal of mealsOfDay(this.#seed, Math.floor(local / DAY), appetite)) {
      if (meal.minute === ofDay) {
        grams += meal.grams;
        events.push(this.#done(minute, 'carbohydrate', { grams: meal.counted }));
      }
      if (meal.bolusMinute === ofDay) {
        const correction = this.#reading > 150 ? (this.#reading - 140) / correctionFactor : 0;
        bolus += meal.counted / carbohydrateRatio + correction;
      }
    }
    if (this.#reading < 70 && minute - this.#rescued > 25) {
      this.#rescued = minute;
      grams += 15;
      events.push(this.#done(minute, 'carbohydrate', { grams: 15 }));
    }
    if (ofDay === 1370 && this.#reading > 220) bolus += (0.6 * (this.#reading - 150)) / correctionFactor;
    const units = Math.min(30, Math.round(bolus / 0.05) * 0.05);
    if (units >= 0.05) events.push(this.#done(minute, 'bolus', { units: Math.round(units * 100) / 100 }));
    this.#body.live(grams, patient.basal + (units >= 0.05 ? units : 0));
    return events;
  }

  #observed(minute: number): LifeEvent {
    return {
      kind: 'observation',
      observation: {
        subject: subjectRef(`Patient/${this.#name}`),
        code: INTERSTITIAL_GLUCOSE,
        effectiveAt: instant(minute * MINUTE),
        precision: 'minute',
        value: reported(this.#reading),
        status: 'final',
        source: {
          system: 'demo:simulation',
          id: `${this.#name}|${minute}`,
          version: 1,
          device: 'simulated sensor',
        },
      },
    };
  }

  #done(minute: number, type: string, amounts: Intervention['amounts']): LifeEvent {
    return {
      kind: 'intervention',
      subject: subjectRef(`Patient/${this.#name}`),
      intervention: { type, effectiveAt: instant(minute * MINUTE), amounts },
      source: { system: 'demo:simulation', id: `${this.#name}|${minute}|${type}`, version: 1 },
      withdrawn: false,
    };
  }
}

/** What a sensor says: whole mg/dL from 40 to 400, Low and High beyond. */
function reported(glucose: number): ObservedValue {
  if (glucose < 40) return { kind: 'censored', side: 'below', limit: 40, unit: 'mg/dL' };
  if (glucose > 400) return { kind: 'censored', side: 'above', limit: 400, unit: 'mg/dL' };
  return { kind: 'quantity', value: Math.round(glucose), unit: 'mg/dL' };
}
