// Doses vancomycin for a patient: two published models weighed by two levels, then the regimen likeliest to reach the target.
import { philox } from '@twinward/simulate';
import * as patient from '@twinward/twins/patient';

const of = (value: number, unit: string) => ({ value, unit });
const history = {
  doses: [{ hour: 0, amount: of(1.25, 'g'), over: of(90, 'min'), every: of(12, 'h'), further: 2 }],
  levels: [
    { hour: 13.5, level: of(31.2, 'mg/L') },
    { hour: 23.5, level: of(17.4, 'mg/L') },
  ],
  covariates: [
    {
      hour: 0,
      values: {
        weight: of(82, 'kg'),
        'creatinine-clearance': of(71, 'mL/min'),
        dialysis: of(0, '1'),
      },
    },
  ],
};
const models = [patient.vancomycinGoti2018, patient.vancomycinThomson2009] as const;
const person = patient.averagedIndividual(models, history, philox('00000000000000d5'));
for (const { individual, weight } of person.shares) {
  const share = (100 * weight).toFixed(0);
  const clearance = individual.parameters.CL!.toFixed(2);
  console.log(`${individual.model.name}: ${share} % of the belief, clearance ${clearance} L/h`);
}

const choices = { amounts: [500, 750, 1000, 1250, 1500, 1750], intervals: [8, 12, 24], over: () => 1.5 };
const [best] = patient.searchRegimens(person, choices, patient.DRUG_TARGETS.vancomycin!);
const { regimen, attains, harms, q05, q50, q95 } = best!;
console.log(`${regimen.amount} mg every ${regimen.interval} h: AUC24 ${q50.toFixed(0)} mg h/L`);
console.log(`(90 % interval ${q05.toFixed(0)} to ${q95.toFixed(0)}),`);
console.log(`on target with ${(100 * attains).toFixed(0)} %, harmful with ${(100 * harms).toFixed(0)} %.`);
