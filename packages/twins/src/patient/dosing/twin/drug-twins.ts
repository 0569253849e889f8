import { SYSTEM, type TwinModel } from '@twinward/contract';
import { amikacinBurdet2015 } from '../models/amikacin-burdet-2015.ts';
import { DRUG_TARGETS } from '../models/dose-target.ts';
import { esmololSum1983 } from '../models/esmolol-sum-1983.ts';
import { metoprololRegardh1980 } from '../models/metoprolol-regardh-1980.ts';
import { vancomycinGoti2018 } from '../models/vancomycin-goti-2018.ts';
import { vancomycinThomson2009 } from '../models/vancomycin-thomson-2009.ts';
import type { PopulationModel } from '../population/population-model.ts';
import { dosingCard } from './dosing-card.ts';
import { dosingTwin } from './dosing-twin.ts';

const VERSION = '1.0.0';
const DATE = '2026-11-26';
const loinc = (code: string, display: string) => ({ system: SYSTEM.loinc, code, display });

function vancomycin(model: PopulationModel): TwinModel {
  const { attain, avoid } = DRUG_TARGETS.vancomycin!;
  return dosingTwin({
    model,
    version: VERSION,
    card: dosingCard(model, VERSION, DATE),
    level: [
      loinc('20578-1', 'Vancomycin in serum or plasma'),
      loinc('4090-7', 'Vancomycin in serum or plasma, peak'),
      loinc('4092-3', 'Vancomycin in serum or plasma, trough'),
    ],
    dose: {
      maximum: 4000,
      default: 1000,
      step: 50,
      code: { system: SYSTEM.rxnorm, code: '11124', display: 'vancomycin' },
    },
    auc24: { low: attain.low!, high: attain.high!, source: attain.source },
    thresholds: [
      {
        name: 'above-target',
        words: 'exceed 600 mg h/L over 24 h',
        of: 'auc24',
        side: 'above',
        limit: attain.high!,
        source: attain.source,
      },
      {
        name: 'harmful',
        words: 'reach 683 mg h/L over 24 h',
        of: 'auc24',
        side: 'above',
        limit: avoid.low!,
        source: avoid.source,
      },
    ],
  });
}

/** Vancomycin by Goti et al. 2018: also on haemodialysis. */
export const vancomycinGotiTwin: TwinModel = vancomycin(vancomycinGoti2018);

/** Vancomycin by Thomson et al. 2009. */
export const vancomycinThomsonTwin: TwinModel = vancomycin(vancomycinThomson2009);

/** Amikacin in intensive care by Burdet et al. 2015. */
export const amikacinBurdetTwin: TwinModel = dosingTwin({
  model: amikacinBurdet2015,
  version: VERSION,
  card: dosingCard(amikacinBurdet2015, VERSION, DATE),
  level: [
    loinc('35669-1', 'Amikacin in serum or plasma'),
    loinc('3319-1', 'Amikacin in serum or plasma, peak'),
    loinc('3321-7', 'Amikacin in serum or plasma, trough'),
  ],
  dose: {
    maximum: 4000,
    default: 2000,
    step: 50,
    code: { system: SYSTEM.rxnorm, code: '641', display: 'amikacin' },
  },
  thresholds: [
    {
      name: 'peak-reached',
      words: 'reach 64 mg/L',
      of: 'level',
      side: 'above',
      limit: DRUG_TARGETS.amikacin!.attain.low!,
      source: DRUG_TARGETS.amikacin!.attain.source,
    },
    {
      name: 'washed-out',
      words: 'fall below 2.5 mg/L',
      of: 'level',
      side: 'below',
      limit: DRUG_TARGETS.amikacin!.avoid.low!,
      source: DRUG_TARGETS.amikacin!.avoid.source,
    },
  ],
});

/** Esmolol by Sum et al. 1983 with its effect on the receptors of the heart, which a circulation twin takes in. */
export const esmololSumTwin: TwinModel = dosingTwin({
  model: esmololSum1983,
  version: VERSION,
  card: dosingCard(esmololSum1983, VERSION, DATE),
  level: [{ system: SYSTEM.twinward, code: 'esmolol-blood', display: 'Esmolol in blood' }],
  dose: {
    maximum: 20_000,
    default: 720,
    step: 20,
    code: { system: SYSTEM.rxnorm, code: '49737', display: 'esmolol' },
  },
  effect: { output: 'beta-blockade', label: 'Beta-1 receptors blocked', half: 'EC50' },
  horizon: { length: 3600, step: 300, scored: [900, 1800, 3600] },
  unmeasured: true,
  thresholds: [
    {
      name: 'nearly-all-blocked',
      words: 'have more than 85 % of beta-1 receptors blocked',
      of: 'beta-blockade',
      side: 'above',
      limit: 85,
      source: 'Volz et al. 1994, Eur. J. Clin. Pharmacol. 46:399-404 (most that 500 ug/kg/min came to)',
    },
  ],
});

/** Metoprolol into a vein by Regardh et al. 1980 with its effect on the receptors of the heart, which a circulation twin takes in. */
export const metoprololRegardhTwin: TwinModel = dosingTwin({
  model: metoprololRegardh1980,
  version: VERSION,
  card: dosingCard(metoprololRegardh1980, VERSION, DATE),
  level: [{ system: SYSTEM.twinward, code: 'metoprolol-plasma', display: 'Metoprolol in plasma' }],
  dose: {
    maximum: 60,
    default: 5,
    step: 1,
    code: { system: SYSTEM.rxnorm, code: '6918', display: 'metoprolol' },
  },
  effect: { output: 'beta-blockade', label: 'Beta-1 receptors blocked', half: 'EC50' },
  horizon: { length: 12 * 3600, step: 900, scored: [3600, 3 * 3600, 6 * 3600, 12 * 3600] },
  unmeasured: true,
  thresholds: [
    {
      name: 'nearly-all-blocked',
      words: 'have more than 77 % of beta-1 receptors blocked',
      of: 'beta-blockade',
      side: 'above',
      limit: 77,
      source:
        'Andersson 2003, J. Cardiovasc. Pharmacol. 41:151-157: beyond 300 nmol/L more of the drug adds little',
    },
  ],
});
