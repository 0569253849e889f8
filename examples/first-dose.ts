// Before any level is measured: amikacin by what is known of the person, warfarin by genotype.
import { philox } from '@twinward/simulate';
import * as patient from '@twinward/twins/patient';

const values = {
  weight: { value: 75, unit: 'kg' },
  'creatinine-clearance-4h': { value: 90, unit: 'mL/min' },
  'pao2-fio2': { value: 180, unit: 'mm[Hg]' },
};
const history = { doses: [], levels: [], covariates: [{ hour: 0, values }] };
const person = patient.averagedIndividual([patient.amikacinBurdet2015], history, philox('00000000000000d5'));
const choices = { amounts: [1000, 1500, 2000, 2500], intervals: [24, 36, 48], over: () => 0.5 };
const options = { horizon: { day: 1 }, mostHarm: 0.2 } as const;
const [best] = patient.searchRegimens(person, choices, patient.DRUG_TARGETS.amikacin!, options);
const { regimen, attains, harms } = best!;
console.log(`amikacin ${regimen.amount} mg: peak above 64 mg/L with ${(100 * attains).toFixed(0)} %,`);
console.log(`still above 2.5 mg/L after ${regimen.interval} h with ${(100 * harms).toFixed(0)} %.`);

const adult = { age: 65, height: 175, weight: 80, enzymeInducer: false, amiodarone: false } as const;
const genotype = { cyp2c9: '*1/*2', race: 'white' } as const;
const [usual, sensitive] = (['A/G', 'A/A'] as const).map((vkorc1) =>
  patient.warfarinDose({ ...adult, ...genotype, vkorc1 }).daily.toFixed(1),
);
console.log(`warfarin ${usual} mg a day; with VKORC1 A/A ${sensitive}.`);
