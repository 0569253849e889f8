// A drug given into a vein, in two compartments: the level over a day, and which parameter the trough hangs on.
import { compile, defineEquations, sensitivityEquations, trajectory } from '@twinward/simulate';

const drug = defineEquations(
  {
    time: 'h',
    states: { A1: 'mg', A2: 'mg' },
    parameters: { CL: 'L/h', V1: 'L', Q: 'L/h', V2: 'L' },
    inputs: { infusion: 'mg/h' },
  },
  ({ A1, A2, CL, V1, Q, V2, infusion }, is) => {
    const C1 = is`${A1} / ${V1}`;
    const C2 = is`${A2} / ${V2}`;
    return {
      where: { C1, C2 },
      derivatives: {
        A1: is`${infusion} - ${CL} * ${C1} - ${Q} * (${C1} - ${C2})`,
        A2: is`${Q} * (${C1} - ${C2})`,
      },
      outputs: { C: { unit: 'mg/L', is: C1 } },
    };
  },
);

const parameters = [4.5, 20, 6, 35]; // CL, V1, Q, V2
const system = compile(sensitivityEquations(drug, drug.parameters), 'generated');
const initial = system.states.map((state) => (state === 'A1' ? 1000 : 0));
const times = [0, 1, 2, 4, 8, 12, 24];
const { outputs } = trajectory(system, { initial, parameters, inputs: [0], times });

times.forEach((t, i) => {
  const level = outputs[i * system.outputs.length]!;
  console.log(`${String(t).padStart(2)} h  ${level.toFixed(2)} mg/L`);
});
const [trough, ...slopes] = outputs.slice(-system.outputs.length);
drug.parameters.forEach((name, k) => {
  const share = (slopes[k]! * parameters[k]!) / trough!;
  console.log(`${name} 10 % higher: trough ${(10 * share).toFixed(1)} %`);
});
