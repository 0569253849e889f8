import type { Draws } from '@twinward/contract';
import { logNormalOf, type Process, type ProcessModel, process, processModel } from '@twinward/simulate';

/** Mean and standard deviation of the stay in days, of each kind of operation and of discharges that are delayed. */
const STAYS = {
  'primary hip': [4.433, 2.95],
  'primary knee': [4.651, 2.828],
  'part of a knee': [2.915, 2.136],
  'revision of a hip': [6.909, 6.966],
  'revision of a knee': [7.194, 7.599],
  delayed: [16.522, 15.153],
} as const;
/** Share of discharges that are delayed; the delayed stay stands in place of the other. */
const DELAYED = 0.076;
const THEATRES = 4;
/** Of one day, those for a primary operation ask for a bed first; a tenth of a second in days. */
const AFTER_PRIMARIES = 1e-6;

/** When beds are asked for, in days: one entry for each operation that is due. */
export interface TheatreLists {
  readonly primary: readonly number[];
  readonly revision: readonly number[];
}

/**
 * The lists of four theatres, Monday (day 0) to Friday: of a theatre's three sessions two have two primary operations or one
 * revision, by even chance, and the third has one primary.
 */
export function theatreLists(days: number, draws: Draws): TheatreLists {
  const primary: number[] = [];
  const revision: number[] = [];
  for (let day = 0; day < days; day++) {
    if (day % 7 > 4) continue;
    for (let session = 0; session < 2 * THEATRES; session++) {
      if (draws.uniform() < 0.5) primary.push(day, day);
      else revision.push(day + AFTER_PRIMARIES);
    }
    for (let theatre = 0; theatre < THEATRES; theatre++) primary.push(day);
  }
  return { primary, revision };
}

/**
 * An elective orthopaedic ward: who is listed waits for a bed half a day to a day, then the slot is lost; who gets one stays by the
 * kind of operation. Stays in days are those of the HEP model (North Bristol, 2016 to 2019). The lists of days on which nothing is
 * counted come from sources of their own.
 *
 * Sources are `primary`, `revision`, `early primary` and `early revision`; patients leave as `home` or, when the slot is lost, as
 * `reneged`.
 *
 * @example
 * const lists = { primary: [0, 0, 1], revision: [] };
 * const run = new ProcessSimulation(orthopaedicWard(2, lists, 0), { seed: '00000000000000ed' });
 * run.advance(2);
 * run.summary().sources.primary.arrived; // 1
 */
export function orthopaedicWard(
  beds: number,
  lists: TheatreLists,
  countedAfter: number,
): ProcessModel<'bed'> {
  const primary = stay({ 'primary hip': 0.51, 'primary knee': 0.38, 'part of a knee': 0.11 });
  const revision = stay({ 'revision of a hip': 0.55, 'revision of a knee': 0.45 });
  const early = (day: number) => Math.floor(day) <= countedAfter;
  const late = (day: number) => Math.floor(day) > countedAfter;
  return processModel({
    resources: { bed: { capacity: beds } },
    sources: {
      'early primary': { at: lists.primary.filter(early), process: primary },
      'early revision': { at: lists.revision.filter(early), process: revision },
      primary: { at: lists.primary.filter(late), process: primary },
      revision: { at: lists.revision.filter(late), process: revision },
    },
  });
}

function stay(mix: { readonly [kind in keyof typeof STAYS]?: number }): Process<'bed'> {
  const kinds = Object.entries(mix) as [keyof typeof STAYS, number][];
  const days = [...kinds.map(([kind]) => STAYS[kind]), STAYS.delayed].map(([mean, sd]) =>
    logNormalOf(mean, sd),
  );
  const weights = [...kinds.map(([, share]) => share * (1 - DELAYED)), DELAYED];
  return process()
    .seize({ bed: 1 }, { patience: { kind: 'uniform', low: 0.5, high: 1 } })
    .delay({ kind: 'mixture', parts: days, weights }, 'stay')
    .release({ bed: 1 })
    .leave('home');
}
