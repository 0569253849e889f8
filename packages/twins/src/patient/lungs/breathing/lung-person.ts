import { CENTRAL_SET_POINT } from '../exchange/chemoreflex-terms.ts';
import { RESTING_OXYGEN } from '../exchange/tissues.ts';
import { healthyMechanics } from '../mechanics/healthy-mechanics.ts';
import type { MechanicsParameter } from '../mechanics/lung-mechanics.ts';

/** Whose lungs they are. */
export interface LungPerson {
  readonly mechanics: Readonly<Record<MechanicsParameter, number>>;
  /** Share of the cardiac output that passes no ventilated alveoli, 0 to 1. */
  readonly shunt: number;
  /** Share of the alveoli that no blood passes, 0 to 1. */
  readonly deadShare: number;
  /** mL/min (STPD) of oxygen needed, and carbon dioxide given off for it. */
  readonly oxygenNeed: number;
  readonly respiratoryQuotient: number;
  /** g/dL. */
  readonly haemoglobin: number;
  /** Breaths a minute and cmH2O of muscle pressure when the chemoreceptors add nothing. */
  readonly rate: number;
  readonly effort: number;
  /** Factor on the gains of the central chemoreceptors. */
  readonly drive: number;
  /** mmHg of arterial carbon dioxide at which the central chemoreceptors add nothing. */
  readonly setPoint: number;
}

/** The healthy adult of Albanese et al. 2016, tables 3 to 6. */
export const HEALTHY_LUNGS: LungPerson = {
  mechanics: healthyMechanics(),
  shunt: 0.017,
  deadShare: 0,
  oxygenNeed: RESTING_OXYGEN,
  respiratoryQuotient: 0.84,
  haemoglobin: 15,
  rate: 12,
  effort: 5,
  drive: 1,
  setPoint: CENTRAL_SET_POINT,
};
