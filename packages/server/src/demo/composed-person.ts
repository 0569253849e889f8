// One simulated patient mirrored by several twins: glucose, circulation, lungs and drugs. None of the models that play the patient is their twin's own.
import {
  type Coding,
  effectiveInstant,
  type Instant,
  type Intervention,
  instant,
  type ObservedValue,
  type SubjectRef,
  SYSTEM,
  twinId,
} from '@twinward/contract';
import { philox, seedFrom } from '@twinward/simulate';
import { arterialPh, type HeldtBeat } from '@twinward/twins/patient';
import type { DemoPerson, LifeEvent } from './demo-person.ts';
import type { DemoPlan } from './demo-plan.ts';
import { HospitalStay } from './hospital-stay.ts';
import { VirtualCirculation } from './virtual-circulation.ts';
import { levelAt, patientKinetics } from './virtual-drug-course.ts';
import { VirtualLungs } from './virtual-lungs.ts';

const MINUTE = 60_000;
/** Minutes of hospital before the demo was made, and between vital signs. */
const PAST = 50 * 60;
const VITALS_EVERY = 30;
const ECHO_EVERY = 24 * 60;
/** Minutes after admission, each day, at which an echo is made and arterial blood drawn. */
const ECHO_AT = 120;
const GASES_AT = 21 * 60;
/** Members of the circulation's belief, and minutes of its past: its beats are the dearest of the demo. */
const MEMBERS = 32;
const BEATING = 8 * 60;
const KIDNEYS = 70;
const DRUG_MEMBERS = 200;
/**
 * Errors, one standard deviation: a cuff within what ANSI/AAMI/ISO 81060-2 allows, a transducer, an electrocardiogram's rate, ejection fraction
 * between readings (Thavendiranathan et al. 2013, J. Am. Coll. Cardiol. 61:77-84), an immunoassay's coefficient of variation, an oximeter (ISO
 * 80601-2-61: 4 % root mean square at most), breaths counted, mmHg and pH of a blood gas analyser.
 */
const ERROR = {
  cuff: 4,
  transducer: 1,
  rate: 1,
  ejection: 5,
  assay: 0.06,
  oximeter: 1.5,
  breaths: 1,
  gas: 2,
  ph: 0.01,
} as const;
/** Share of cuff measurements that fail. */
const FAILED = 0.02;

const code = (loinc: string, display: string): Coding => ({ system: SYSTEM.loinc, code: loinc, display });
const CODES = {
  rate: code('8867-4', 'Heart rate'),
  systolic: code('8480-6', 'Systolic blood pressure'),
  diastolic: code('8462-4', 'Diastolic blood pressure'),
  central: code('60985-9', 'Central venous pressure (CVP)'),
  ejection: code('10230-1', 'Left ventricular Ejection fraction'),
  saturation: code('59408-5', 'Oxygen saturation in arterial blood by pulse oximetry'),
  breaths: code('9279-1', 'Respiratory rate'),
  oxygen: code('2703-7', 'Oxygen [Partial pressure] in arterial blood'),
  dioxide: code('2019-8', 'Carbon dioxide [Partial pressure] in arterial blood'),
  acidity: code('2744-1', 'pH of arterial blood'),
  vancomycin: code('20578-1', 'Vancomycin in serum or plasma'),
} as const;

/**
 * A person with a body that lives (`glucose`, an insulin user who logs meals and boluses), in hospital with an infection: their circulation is
 * Heldt's with a cuff, a central line and an echo a day; their lungs breathe with its output, with an oximeter and a blood gas a day; their
 * vancomycin is Thomson's with levels now and then. Esmolol is followed from the first dose on, if there is one.
 */
export function composedPerson(glucose: DemoPerson, weight: number, plan: DemoPlan): DemoPerson {
  const { opening } = glucose;
  const seed = seedFrom(plan.seed, opening.id, 'hospital');
  const admission = Math.floor(plan.startedAt / MINUTE / 60) * 60 - PAST;
  const stay = new HospitalStay(seed, admission);
  const ward = new Ward(opening.subject, seed, stay, weight, plan.zoneMinutes);
  const at = instant(admission * MINUTE);
  const twin = (name: string, model: string, attribution: string) => ({
    ...opening,
    id: twinId(`${opening.id}-${name}`),
    model,
    attribution,
    at,
  });
  return {
    opening,
    besides: [
      {
        ...twin(
          'circulation',
          'circulation',
          'Simulated with the 21-compartment circulation of Heldt 2004; parameters hidden from the twin',
        ),
        facts: {},
        members: MEMBERS,
        at: instant(at + (PAST - BEATING) * MINUTE),
      },
      {
        ...twin(
          'lungs',
          'lungs',
          'Simulated breath by breath with the lungs of Albanese et al. 2016; parameters hidden from the twin',
        ),
        facts: {},
        members: MEMBERS,
        at: instant(at + (PAST - BEATING) * MINUTE),
      },
      {
        ...twin('esmolol', 'esmolol-sum-1983', 'No esmolol is given unless somebody records it'),
        facts: { weight },
        members: DRUG_MEMBERS,
        at: instant(at + (PAST - BEATING) * MINUTE),
      },
      {
        ...twin(
          'vancomycin',
          'vancomycin-goti-2018',
          'Simulated with the kinetics of Thomson et al. 2009; parameters hidden from the twin',
        ),
        facts: { weight, 'creatinine-clearance': KIDNEYS, dialysis: 0 },
      },
    ],
    behind: true,
    begins: instant(Math.min(glucose.begins, at)),
    between: (after, to) =>
      [...glucose.between(after, to), ...ward.between(after, to)].sort((a, b) => when(a) - when(b)),
    fed: () => glucose.fed(),
  };
}

class Ward {
  readonly #subject: SubjectRef;
  readonly #seed: string;
  readonly #stay: HospitalStay;
  readonly #circulation: VirtualCirculation;
  readonly #lungs: VirtualLungs;
  readonly #kinetics: ReturnType<typeof patientKinetics>;

  constructor(subject: SubjectRef, seed: string, stay: HospitalStay, weight: number, zone: number) {
    this.#subject = subject;
    this.#seed = seed;
    this.#stay = stay;
    this.#circulation = new VirtualCirculation(seed, zone, (minute) => stay.gainedBy(minute));
    this.#lungs = new VirtualLungs(seed);
    this.#kinetics = patientKinetics(seed, { weight, 'creatinine-clearance': KIDNEYS });
  }

  between(after: Instant, to: Instant): readonly LifeEvent[] {
    const first = Math.max(this.#stay.admission, Math.floor(after / MINUTE) + 1);
    const last = Math.floor(to / MINUTE);
    const within = (minute: number): boolean => minute >= first && minute <= last;
    const monitored = Math.max(first, this.#stay.admission + PAST - BEATING);
    const events: LifeEvent[] = [];
    for (
      let minute = Math.ceil(monitored / VITALS_EVERY) * VITALS_EVERY;
      minute <= last;
      minute += VITALS_EVERY
    ) {
      if (!this.#stay.isAway(minute)) events.push(...this.#vitals(minute));
    }
    for (const { type, minute, volume, over } of this.#stay.volumesBy(last)) {
      if (within(minute)) events.push(this.#done(minute, type, { volume, durationMinutes: over }));
    }
    const doses = this.#stay.dosesBy(last);
    for (const { minute, amount, over } of doses) {
      if (within(minute)) {
        events.push(this.#done(minute, 'vancomycin-infusion', { amount, durationMinutes: over }));
      }
    }
    for (const minute of this.#stay.samplesBy(last)) {
      if (!within(minute)) continue;
      const level = levelAt(this.#kinetics, doses, minute) * (1 + ERROR.assay * this.#normal(minute, 9));
      events.push(this.#seen(minute, CODES.vancomycin, quantity(level, 'mg/L', 1), 'laboratory'));
    }
    return events;
  }

  #vitals(minute: number): readonly LifeEvent[] {
    const beat = this.#circulation.beatAt(minute);
    const pressure = (value: number, stream: number): ObservedValue =>
      this.#uniform(minute, 8) < FAILED
        ? { kind: 'absent', reason: 'error' }
        : quantity(value + ERROR.cuff * this.#normal(minute, stream), 'mm[Hg]', 0);
    const rate = quantity(60 / beat.period + ERROR.rate * this.#normal(minute, 1), '/min', 0);
    const events = [
      this.#seen(minute, CODES.rate, rate, 'electrocardiogram'),
      this.#seen(minute, CODES.systolic, pressure(beat.systolic, 2), 'cuff'),
      this.#seen(minute, CODES.diastolic, pressure(beat.diastolic, 3), 'cuff'),
    ];
    events.push(...this.#breathing(minute, beat));
    const sinceAdmission = minute - this.#stay.admission;
    if (sinceAdmission % 60 === 0) {
      const central = beat.rightAtrial + ERROR.transducer * this.#normal(minute, 4);
      events.push(this.#seen(minute, CODES.central, quantity(central, 'mm[Hg]', 0), 'central line'));
    }
    if (sinceAdmission % ECHO_EVERY === ECHO_AT) {
      const { endDiastolicVolume, endSystolicVolume } = beat;
      const fraction = 100 * (1 - endSystolicVolume / endDiastolicVolume);
      const read = fraction + ERROR.ejection * this.#normal(minute, 5);
      events.push(this.#seen(minute, CODES.ejection, quantity(read, '%', 0), 'echocardiography'));
    }
    return events;
  }

  #breathing(
    minute: number,
    { period, endDiastolicVolume, endSystolicVolume }: HeldtBeat,
  ): readonly LifeEvent[] {
    const output = ((endDiastolicVolume - endSystolicVolume) / 1000) * (60 / period);
    const breath = this.#lungs.breathAt(output);
    const noise = (sd: number, stream: number): number => sd * this.#normal(minute, stream);
    const saturation = Math.min(100, 100 * breath.saturation + noise(ERROR.oximeter, 10));
    const rate = 60 / breath.period + noise(ERROR.breaths, 11);
    const events = [
      this.#seen(minute, CODES.saturation, quantity(saturation, '%', 0), 'oximeter'),
      this.#seen(minute, CODES.breaths, quantity(rate, '/min', 0), 'impedance'),
    ];
    if ((minute - this.#stay.admission) % ECHO_EVERY === GASES_AT) {
      const { arterialO2, arterialCO2 } = breath;
      const gas = (value: number, stream: number) => quantity(value + noise(ERROR.gas, stream), 'mm[Hg]', 0);
      const ph = arterialPh(breath.arterialCO2, 0) + noise(ERROR.ph, 14);
      events.push(
        this.#seen(minute, CODES.oxygen, gas(arterialO2, 12), 'blood gas analyser'),
        this.#seen(minute, CODES.dioxide, gas(arterialCO2, 13), 'blood gas analyser'),
        this.#seen(minute, CODES.acidity, quantity(ph, '[pH]', 2), 'blood gas analyser'),
      );
    }
    return events;
  }

  #normal(minute: number, stream: number): number {
    return philox(this.#seed).draws(0, stream, minute).normal();
  }

  #uniform(minute: number, stream: number): number {
    return philox(this.#seed).draws(0, stream, minute).uniform();
  }

  #seen(minute: number, coding: Coding, value: ObservedValue, device: string): LifeEvent {
    return {
      kind: 'observation',
      observation: {
        subject: this.#subject,
        code: coding,
        effectiveAt: instant(minute * MINUTE),
        precision: 'minute',
        value,
        status: 'final',
        source: {
          system: 'demo:hospital',
          id: `${this.#subject}|${minute}|${coding.code}`,
          version: 1,
          device: `simulated ${device}`,
        },
      },
    };
  }

  #done(minute: number, type: string, amounts: Intervention['amounts']): LifeEvent {
    return {
      kind: 'intervention',
      subject: this.#subject,
      intervention: { type, effectiveAt: instant(minute * MINUTE), amounts },
      source: { system: 'demo:hospital', id: `${this.#subject}|${minute}|${type}`, version: 1 },
      withdrawn: false,
    };
  }
}

function quantity(value: number, unit: string, decimals: number): ObservedValue {
  return { kind: 'quantity', value: Number(value.toFixed(decimals)), unit };
}

function when(event: LifeEvent): Instant {
  return effectiveInstant(event);
}
