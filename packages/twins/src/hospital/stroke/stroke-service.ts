import { TwinwardError } from '@twinward/contract';
import {
  exponential,
  logNormalOf,
  type Process,
  type ProcessModel,
  process,
  processModel,
} from '@twinward/simulate';

/** Patients of one kind: who comes to which unit how often, how long they stay, and where they go from the acute unit. */
export interface StrokePatients {
  readonly name: string;
  /** Mean days between arrivals at the acute stroke unit, and at rehabilitation from outside; null for none. */
  readonly acuteEvery: number | null;
  readonly rehabEvery: number | null;
  /** From the acute unit: shares, and mean and standard deviation of the stay of those who go there, in days. */
  readonly acute: readonly StrokeWay[];
  /** The same from rehabilitation, whose ways all lead out. */
  readonly rehab: readonly StrokeWay[];
}

/** A way out of a unit. */
export interface StrokeWay {
  readonly to: 'rehab' | 'home';
  readonly share: number;
  readonly mean: number;
  readonly sd: number;
}

/** The two units of a stroke service. */
export type StrokeUnit = 'acute' | 'rehab';

/** More than may ever be inside: the capacity model asks how many beds would be taken if there were always one. */
const ALWAYS_ENOUGH = 10_000;

/**
 * An acute stroke unit and stroke rehabilitation with a bed for everybody, in days: the capacity model of Monks et al. 2016
 * (BMC Health Serv. Res. 16:530). How many beds are taken tells how often the next patient would have been delayed had there been
 * only so many.
 *
 * Sources go by the patients' names, those who come to rehabilitation from outside by `NAME to rehab`.
 *
 * @example
 * const way = { to: 'home', share: 1, mean: 2, sd: 2 };
 * const patients = { name: 'tia', acuteEvery: 9, rehabEvery: null, acute: [way], rehab: [way] };
 * strokeLoads([patients]).acute; // 0.2222222222222222
 */
export function strokeService(patients: readonly StrokePatients[]): ProcessModel<StrokeUnit> {
  const sources: Record<string, { every: ReturnType<typeof exponential>; process: Process<StrokeUnit> }> = {};
  for (const { name, acuteEvery, rehabEvery, acute, rehab } of patients) {
    const rehabilitation = inUnit('rehab', name, rehab, process());
    if (acuteEvery !== null)
      sources[name] = {
        every: exponential(acuteEvery),
        process: inUnit('acute', name, acute, rehabilitation),
      };
    if (rehabEvery !== null)
      sources[`${name} to rehab`] = { every: exponential(rehabEvery), process: rehabilitation };
  }
  const unit = { capacity: ALWAYS_ENOUGH };
  return processModel({ resources: { acute: unit, rehab: unit }, sources });
}

/** Mean number of beds taken in each unit: arrivals a day times mean stay (Little's law). */
export function strokeLoads(patients: readonly StrokePatients[]): Readonly<Record<StrokeUnit, number>> {
  let acuteLoad = 0;
  let rehabLoad = 0;
  for (const { acuteEvery, rehabEvery, acute, rehab } of patients) {
    const come = acuteEvery === null ? 0 : 1 / acuteEvery;
    const outside = rehabEvery === null ? 0 : 1 / rehabEvery;
    const on =
      sum(acute.filter(({ to }) => to === 'rehab').map(({ share }) => share)) /
      sum(acute.map(({ share }) => share));
    acuteLoad += come * meanStay(acute);
    rehabLoad += (outside + come * on) * meanStay(rehab);
  }
  return { acute: acuteLoad, rehab: rehabLoad };
}

function inUnit(
  unit: StrokeUnit,
  name: string,
  ways: readonly StrokeWay[],
  rehabilitation: Process<StrokeUnit>,
): Process<StrokeUnit> {
  const total = sum(ways.map(({ share }) => share));
  if (!(total > 0)) {
    throw new TwinwardError('usage', 'no way out of a unit', {
      field: 'share',
      remedy: 'give shares above 0',
    });
  }
  const one = { [unit]: 1 } as Record<StrokeUnit, number>;
  const branches = ways.map(({ to, share, mean, sd }, n): [number, Process<StrokeUnit>] => {
    const stay = process()
      .delay(logNormalOf(mean, sd), `${name} ${unit} ${n}`)
      .release(one) as Process<StrokeUnit>;
    return [share / total, to === 'rehab' ? stay.choose([[1, rehabilitation]]) : stay];
  });
  return process().seize(one).choose(branches, `${name} leaves ${unit}`);
}

function meanStay(ways: readonly StrokeWay[]): number {
  return sum(ways.map(({ share, mean }) => share * mean)) / sum(ways.map(({ share }) => share));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
