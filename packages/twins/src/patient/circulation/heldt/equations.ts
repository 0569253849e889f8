import { type Equations, equations } from '@twinward/simulate';
import { COMPARTMENTS, type Compartment, PASSAGES, type Passage } from './compartments.ts';

const V = (c: number): string => `V_${COMPARTMENTS[c]!.name}`;
const P = (c: number): string => `P_${COMPARTMENTS[c]!.name}`;
const Q = ({ from, to }: Passage): string => `Q_${COMPARTMENTS[from]!.name}_${COMPARTMENTS[to]!.name}`;
const theta = (index: number): string => `theta${index}`;

function pressure(compartment: Compartment): string {
  const { name, kind, compliance, reflex, Vmax, thorax } = compartment;
  const stretched = `(V_${name} - ${reflex === undefined ? theta(compartment.V0) : `V0_${reflex}`})`;
  const around = thorax ? `${theta(31)} + ` : '';
  if (kind === 'chamber') return `${around}E_${name} * ${stretched}`;
  if (kind === 'elastic') return `${around}${stretched} / ${theta(compliance)}`;
  const most = `2 * ${theta(Vmax!)} / ${Math.PI}`;
  return `${around}${most} / ${theta(compliance)} * tan(${stretched} / (${most}))`;
}

function flow(passage: Passage): string {
  const { from, to, resistance, kind } = passage;
  const R = typeof resistance === 'number' ? theta(resistance) : `R_${resistance}`;
  if (kind === 'valve') return `max(${P(from)} - ${P(to)}, 0 {mm[Hg]}) / ${R}`;
  if (kind === undefined) return `(${P(from)} - ${P(to)}) / ${R}`;
  return `max(${P(from)} - max(${P(to)}, ${theta(31)}), 0 {mm[Hg]}) / ${R}`;
}

function balance(c: number): string {
  const into = PASSAGES.filter(({ to }) => to === c).map(Q);
  const out = PASSAGES.filter(({ from }) => from === c).map(Q);
  return `${into.join(' + ')} - (${out.join(' + ')})`;
}

/** Every parameter that the equations read, with its unit. */
const units: Record<string, string> = { [theta(31)]: 'mm[Hg]' };
for (const { compliance, V0, Vmax, kind, reflex } of COMPARTMENTS) {
  if (kind !== 'chamber') units[theta(compliance)] = 'mL/mm[Hg]';
  if (reflex === undefined) units[theta(V0)] = 'mL';
  if (Vmax !== undefined) units[theta(Vmax)] = 'mL';
}
for (const { resistance } of PASSAGES) {
  if (typeof resistance === 'number') units[theta(resistance)] = 'mm[Hg].s/mL';
}

/** What the beating heart and the reflexes set: elastances of the chambers, resistances of four beds, rest volumes of their veins. */
export const HELDT_INPUTS: readonly string[] = [
  ...COMPARTMENTS.filter(({ kind }) => kind === 'chamber').map(({ name }) => `E_${name}`),
  'R_up',
  'R_kidney',
  'R_splanchnic',
  'R_leg',
  'V0_up',
  'V0_kidney',
  'V0_splanchnic',
  'V0_leg',
];

const inputUnit = (name: string): string =>
  name.startsWith('E_') ? 'mm[Hg]/mL' : name.startsWith('R_') ? 'mm[Hg].s/mL' : 'mL';

const all = COMPARTMENTS.map((_, c) => c);

/**
 * The 21-compartment closed-loop circulation of Heldt 2004 (PhD thesis, MIT), supine, in the units of the thesis: mmHg, mL, s. Its states
 * are the volumes, so that blood is conserved to rounding; `theta97` is parameter 97 of the reference program. A vein stiffens towards its
 * greatest volume, V = V0 + 2 Vmax/pi atan(pi C P / 2 Vmax).
 */
export const heldtEquations: Equations<string, string, string, string> = equations({
  time: 's',
  states: Object.fromEntries(all.map((c) => [V(c), 'mL'])),
  parameters: units,
  inputs: Object.fromEntries(HELDT_INPUTS.map((name) => [name, inputUnit(name)])),
  where: Object.fromEntries([
    ...COMPARTMENTS.map((compartment, c) => [P(c), pressure(compartment)]),
    ...PASSAGES.map((passage) => [Q(passage), flow(passage)]),
  ]),
  derivatives: Object.fromEntries(all.map((c) => [V(c), balance(c)])),
  outputs: Object.fromEntries(all.map((c) => [P(c), { unit: 'mm[Hg]', is: P(c) }])),
});
