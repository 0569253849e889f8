import { TwinwardError } from '@twinward/contract';
import type { StrokePatients, StrokeWay } from '@twinward/twins/hospital';

/** Kinds of patients of the capacity model, in the order of its file. */
const KINDS = ['stroke', 'tia', 'neuro', 'other'] as const;

type Parameters = Readonly<
  Record<string, { readonly params?: Readonly<Record<string, unknown>> } | undefined>
>;

/** The patients of a file of the capacity model's parameters. Throws `usage` naming what is missing or no number. */
export function readStrokeParameters(text: string, where: string): readonly StrokePatients[] {
  const { simulation_parameters: given = {} } = parse(text, where);
  return KINDS.map((name) => ({
    name,
    acuteEvery: positive(given[`asu_arrival_${name}`]?.params?.mean),
    rehabEvery: positive(given[`rehab_arrival_${name}`]?.params?.mean),
    acute: ways('asu', name, given, where),
    rehab: ways('rehab', name, given, where),
  }));
}

/** Ways out with the stay of those who take them; the stays of stroke patients differ by early supported discharge (esd). */
function ways(unit: 'asu' | 'rehab', name: string, given: Parameters, where: string): readonly StrokeWay[] {
  const { values, freq } = given[`${unit}_routing_${name}`]?.params ?? {};
  if (!Array.isArray(values) || !Array.isArray(freq) || values.length !== freq.length)
    refuse(`${unit}_routing_${name}`, where);
  return values.map((to, n) => {
    const kind = name !== 'stroke' ? name : to === 'esd' ? 'stroke_esd' : 'stroke_noesd';
    const field = `${unit}_los_${kind}`;
    const mean = positive(given[field]?.params?.mean) ?? refuse(field, where);
    const sd = positive(given[field]?.params?.stdev) ?? refuse(field, where);
    const share = positive(freq[n]) ?? refuse(`${unit}_routing_${name}`, where);
    return { to: to === 'rehab' ? 'rehab' : 'home', share, mean, sd };
  });
}

function positive(given: unknown): number | null {
  return typeof given === 'number' && given > 0 && Number.isFinite(given) ? given : null;
}

function parse(text: string, where: string): { readonly simulation_parameters?: Parameters } {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null) return read;
  } catch {
    return refuse('simulation_parameters', where);
  }
  return refuse('simulation_parameters', where);
}

function refuse(field: string, where: string): never {
  throw new TwinwardError('usage', `${where}: ${field} is missing or no positive number`, {
    field,
    remedy: 'give the parameters as data/hospital/stroke-parameters.json has them',
  });
}
