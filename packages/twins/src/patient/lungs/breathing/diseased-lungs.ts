import { healthyMechanics } from '../mechanics/healthy-mechanics.ts';
import { HEALTHY_LUNGS, type LungPerson } from './lung-person.ts';

/** Diseases of the lungs, and how severe. */
export type LungDisease =
  | 'mild ARDS'
  | 'moderate ARDS'
  | 'severe ARDS'
  | 'moderate COPD'
  | 'severe COPD'
  | 'acute asthma';

interface DiseasedLungs {
  /** Factors on the resistance of the airways and the compliance of lungs; mL at the end of expiration. */
  readonly resistance: number;
  readonly compliance: number;
  readonly frc: number;
  readonly shunt: number;
  readonly deadShare: number;
  /** mmHg of carbon dioxide that those who have had it for years put up with. */
  readonly setPoint: number;
  readonly source: string;
}

const BERLIN =
  'ARDS Definition Task Force 2012, JAMA 307:2526-2533 (oxygen over fraction 300, 200, 100 mmHg; compliance of lungs and chest about or below 40 mL/cmH2O); dead space: Nuckton et al. 2002, N. Engl. J. Med. 346:1281-1286; small lungs: Gattinoni and Pesenti 2005, Intensive Care Med. 31:776-784; values within, chosen';
const COPD =
  'Rodriguez-Roisin et al. 2009, J. Appl. Physiol. 106:1902-1908 (little shunt, much dead space); resistance three to eight times and volumes raised: Levitzky, Pulmonary Physiology; values within, chosen';
const ASTHMA =
  'McFadden 2003, Am. J. Respir. Crit. Care Med. 168:740-759 (resistance five to fifteen times, lungs blown up); values within, chosen';

const DISEASES: Readonly<Record<LungDisease, DiseasedLungs>> = {
  'mild ARDS': {
    resistance: 1.5,
    compliance: 0.2,
    frc: 1700,
    shunt: 0.055,
    deadShare: 0.15,
    setPoint: 40,
    source: BERLIN,
  },
  'moderate ARDS': {
    resistance: 2,
    compliance: 0.17,
    frc: 1400,
    shunt: 0.22,
    deadShare: 0.25,
    setPoint: 40,
    source: BERLIN,
  },
  'severe ARDS': {
    resistance: 2.5,
    compliance: 0.14,
    frc: 1100,
    shunt: 0.4,
    deadShare: 0.35,
    setPoint: 40,
    source: BERLIN,
  },
  'moderate COPD': {
    resistance: 3,
    compliance: 1.2,
    frc: 3300,
    shunt: 0.06,
    deadShare: 0.25,
    setPoint: 42,
    source: COPD,
  },
  'severe COPD': {
    resistance: 8,
    compliance: 1.3,
    frc: 4200,
    shunt: 0.1,
    deadShare: 0.4,
    setPoint: 50,
    source: COPD,
  },
  'acute asthma': {
    resistance: 10,
    compliance: 1,
    frc: 3600,
    shunt: 0.03,
    deadShare: 0.15,
    setPoint: 40,
    source: ASTHMA,
  },
};

/**
 * The healthy adult with a disease of the lungs, by parameters alone. A twin does not choose among these: it estimates resistance, compliance, shunt
 * and dead space of its person, and those are the severity.
 *
 * @example
 * diseasedLungs('severe ARDS').shunt; // 0.4
 */
export function diseasedLungs(disease: LungDisease): LungPerson {
  const { resistance, compliance, frc, shunt, deadShare, setPoint } = DISEASES[disease];
  const mechanics = healthyMechanics({ resistance, lungCompliance: compliance, frc });
  return { ...HEALTHY_LUNGS, mechanics, shunt, deadShare, setPoint };
}
