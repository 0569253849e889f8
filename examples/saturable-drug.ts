// Phenytoin, whose elimination saturates: the person behind two steady levels, and what 25 mg a day more would do.
import { mapEstimate } from '@twinward/estimate';
import * as patient from '@twinward/twins/patient';

const model = patient.phenytoinGrasela1983;
const values = { weight: 80, 'younger-than-15': 0, japanese: 0 };
const rest = { time: 0, evid: 1, amt: 0, cmt: 1, ii: 0, addl: 0, ss: 1 };
const steady = (perDay: number) => ({ ...rest, rate: perDay / 24 });
const course = {
  records: [steady(350), steady(400)],
  covariates: [values, values],
  levels: [
    { record: 0, value: 9.1 },
    { record: 1, value: 17.8 },
  ],
};
const { x } = mapEstimate(patient.individualProblem(model, course));
const person = patient.individualValues(model, patient.typicalValues(model, values), x);
console.log(`Vm ${(24 * person.Vm!).toFixed(0)} mg a day, Km ${person.Km!.toFixed(1)} mg/L`);
// the same kinetics, written as a user would write any others
const kinetics = new patient.EquationKinetics(
  patient.kineticEquations({
    compartments: { central: 'mg' },
    parameters: { Vm: 'mg/h', Km: 'mg/L', V: 'L' },
    where: { C: 'central / V' },
    derivatives: { central: '-Vm * C / (Km + C)' },
    level: { unit: 'mg/L', is: 'C' },
    vein: 'central',
  }),
  person,
);
for (const perDay of [350, 400, 425]) {
  patient.followRecords(
    [steady(perDay)],
    () => ({ kinetics, entries: [] }),
    (_, amounts) => {
      console.log(`${perDay} mg a day: ${kinetics.level(amounts).toFixed(1)} mg/L`);
    },
  );
}
