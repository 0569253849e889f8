// A woman with type 2 diabetes who smokes: her years ahead, and what metformin and stopping would make of them.
import { philox } from '@twinward/simulate';
import * as patient from '@twinward/twins/patient';

const person: patient.Om2Person = {
  sex: 'female',
  ethnicity: 'white or other',
  ageAtDiagnosis: 54,
  yearsSinceDiagnosis: 7,
  hba1c: patient.labValue('hba1c', { value: 65, unit: 'mmol/mol' }),
  systolic: 148,
  ldl: patient.labValue('ldl', { value: 128, unit: 'mg/dL' }),
  hdl: 1.2,
  bmi: 31,
  egfr: 74,
  heartRate: 74,
  whiteCells: 7,
  haemoglobin: 13.6,
  smoker: true,
  atrialFibrillation: false,
  peripheralVascularDisease: false,
  albuminuria: false,
};
const changes = patient.changesOf(['metformin', 'stop-smoking']);
const random = philox('00000000000000d5');
const running = patient.progressionWhatIf({ person, changes, lives: 2000, years: 60, random });
let next = running.next();
while (next.done !== true) next = running.next();

const { usual, difference, effectEnds } = next.value;
const [, lower, , upper] = usual.lifeYearsQuantiles;
console.log(`${usual.lifeYears.mean.toFixed(1)} years ahead; half of such lives ${lower} to ${upper}.`);
const { mean, error } = difference!.lifeYears;
console.log(`With the changes ${mean.toFixed(1)} more (chance alone +- ${(1.96 * error).toFixed(1)};`);
console.log(
  `effects at the ends of their intervals ${effectEnds!.map((gain) => gain.toFixed(1)).join(' to ')}).`,
);
const attack = usual.happened.infarction;
console.log(`A heart attack within ten years: ${(100 * attack.probability[9]!).toFixed(0)} %.`);
for (const limit of patient.CHANGE_LIMITS) console.log(`- ${limit}`);
