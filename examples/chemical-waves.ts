// The Brusselator on a line (Hairer and Wanner II, IV.10): a stiff system of 128 alike equations, written by a loop.
import { compile, defineEquations, type Expression, trajectory } from '@twinward/simulate';

const cells = 64;
const names = (letter: string): string[] => Array.from({ length: cells }, (_, i) => `${letter}${i + 1}`);
const [us, vs] = [names('u'), names('v')];
const diffusion = (cells + 1) ** 2 / 50;

const brusselator = defineEquations(
  {
    time: '1',
    states: Object.fromEntries([...us, ...vs].map((name) => [name, '1'])),
    parameters: {},
    inputs: {},
  },
  (y, is) => {
    const around = (line: readonly string[], i: number, edge: number): Expression =>
      is`${y[line[i - 1]!] ?? edge} - 2 * ${y[line[i]!]!} + ${y[line[i + 1]!] ?? edge}`;
    const derivatives: Record<string, Expression> = {};
    for (let i = 0; i < cells; i++) {
      const [u, v] = [y[us[i]!]!, y[vs[i]!]!];
      derivatives[us[i]!] = is`1 + ${u}^2 * ${v} - 4 * ${u} + ${diffusion} * (${around(us, i, 1)})`;
      derivatives[vs[i]!] = is`3 * ${u} - ${u}^2 * ${v} + ${diffusion} * (${around(vs, i, 3)})`;
    }
    return { derivatives, outputs: {} };
  },
);

const system = compile(brusselator, 'generated');
const initial = [
  ...us.map((_, i) => 1 + Math.sin((2 * Math.PI * (i + 1)) / (cells + 1))),
  ...vs.map(() => 3),
];
for (const method of ['explicit', 'auto'] as const) {
  const { rows, counts } = trajectory(system, { initial, times: [0, 5, 10], method });
  const middle = rows[2 * system.states.length + cells / 2]!;
  console.log(`${method}: u in the middle ${middle.toFixed(4)}, ${counts.accepted} steps`);
}
