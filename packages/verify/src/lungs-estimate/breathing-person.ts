import { type Instant, type RandomSource, type Schedule, subjectRef } from '@twinward/contract';
import {
  type Breath,
  BreathingLungs,
  HEALTHY_LUNGS,
  healthyMechanics,
  type LungPerson,
  lungs,
} from '@twinward/twins/patient';

/** Seconds after which breathing is read. */
const REST = 1500;
const PER_SECOND = 1000 / 60;

/** How someone's breathing is helped; null breathes air. */
export interface Help {
  readonly rate: number;
  readonly volume: number;
  readonly peep: number;
  readonly oxygen: number;
  readonly expiratory: number;
}

/** A person of known lungs and what their breathing, breath by breath, comes to. */
export interface BreathingPerson {
  readonly shunt: number;
  readonly deadShare: number;
  readonly breath: Breath;
}

/** The same help as an intervention of the twin, from an instant on. */
export function scheduleOf(help: Help | null, from: Instant): Schedule {
  if (help === null) return { interventions: [], inputs: [] };
  const amounts = { ...help, oxygen: 100 * help.oxygen, durationMinutes: 1440 };
  return { interventions: [{ type: 'volume-control', effectiveAt: from, amounts }], inputs: [] };
}

/**
 * One person drawn from the prior of the lung twin who breathes with the equations it averages: pure delays instead of mixing, four
 * compartments of the airways instead of one, breaths that come and go.
 */
export function breathingPerson(help: Help | null, at: Instant, random: RandomSource): BreathingPerson {
  const drawn = lungs.initialise({ ref: subjectRef('Patient/truth'), facts: {} }, at, 1, random);
  const value = (name: string): number =>
    drawn.values[lungs.columns.findIndex((column) => column.name === name)]!;
  const { R_ml, R_lt, R_tb, R_bA, C_A } = HEALTHY_LUNGS.mechanics;
  const person: LungPerson = {
    mechanics: healthyMechanics({
      resistance: value('resistance') / (1000 * (R_ml + R_lt + R_tb + R_bA)),
      lungCompliance: value('compliance') / C_A,
    }),
    shunt: value('shunt'),
    deadShare: value('deadShare'),
    respiratoryQuotient: HEALTHY_LUNGS.respiratoryQuotient,
    oxygenNeed: value('production') / HEALTHY_LUNGS.respiratoryQuotient,
    haemoglobin: value('haemoglobin'),
    rate: value('rate'),
    effort: value('effort'),
    drive: value('drive'),
    setPoint: value('setPoint'),
  };
  const body = new BreathingLungs(person, 'generated');
  if (help !== null) {
    const { volume: tidalVolume, ...settings } = help;
    body.ventilate({ mode: 'volume-control', tidalVolume, ...settings });
  }
  const flow = value('output') * PER_SECOND;
  let breath = body.breathe(() => flow);
  while (body.time < REST) breath = body.breathe(() => flow);
  return { shunt: person.shunt, deadShare: person.deadShare, breath };
}
