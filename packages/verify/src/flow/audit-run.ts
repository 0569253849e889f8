import {
  type EventLogColumns,
  eventHistory,
  type ProcessModel,
  type ProcessSummary,
} from '@twinward/simulate';

/** What is told of a run: its log and its figures. */
export interface RunTold {
  readonly model: ProcessModel;
  readonly log: EventLogColumns;
  readonly summary: ProcessSummary;
  readonly inside: number;
  readonly until: number;
}

/** What may happen to one in a delay before it ends. */
const MEANWHILE: ReadonlySet<string> = new Set(['interrupt', 'separate', 'leave']);
const TOLERANCE = 1e-6;

/**
 * Follows the log of a run with nothing but sums and finds what does not add up: entities that are lost or made, units held
 * beyond what there is or kept by those who left, time that runs back, delays cut short, and resource time other than reported.
 */
export function auditRun({ model, log, summary, inside, until }: RunTold): readonly string[] {
  const faults: string[] = [];
  const held = new Map<string, number>();
  const present = new Map<string, Set<string>>();
  const ends = new Map<string, number>();
  const came = new Tallies();
  const gone = new Tallies();
  const capacity = new Tallies();
  const busy = new Tallies();
  const area = new Tallies();
  let last = 0;
  const pass = (to: number): void => {
    if (to > last) for (const [name, level] of busy.counts) area.add(name, level * (to - last));
    last = to;
  };
  const hold = (who: string, what: string, by: number): void => {
    const now = (held.get(`${who} ${what}`) ?? 0) + by;
    if (now < 0) faults.push(`${who} gives back more of ${what} than it holds`);
    held.set(`${who} ${what}`, now);
    if (now > 0) present.get(who)?.add(what);
    else present.get(who)?.delete(what);
    busy.add(what, by);
  };
  const rows = eventHistory(model, log);
  for (const [row, { time, event, source, ordinal, place, value }] of rows.entries()) {
    const who = `${source} ${ordinal}`;
    if (!(time >= last)) faults.push(`time runs back from ${last} to ${time}`);
    pass(time);
    if (event === 'capacity') {
      capacity.counts.set(place, value);
      continue;
    }
    if (event !== 'arrive' && !present.has(who)) faults.push(`${who} is not inside: ${event}`);
    const due = ends.get(who);
    if (due !== undefined && !MEANWHILE.has(event) && Math.abs(due - time) > TOLERANCE)
      faults.push(`the delay of ${who} was to end at ${due}, not at ${time}`);
    ends.delete(who);
    if (event === 'arrive') {
      if (present.has(who)) faults.push(`${who} comes twice`);
      present.set(who, new Set());
      came.add(source, 1);
    } else if (event === 'seize') {
      hold(who, place, value);
      // what one hands over to another may be of a capacity that has fallen
      const { event: before, place: from, value: units } = rows[row - 1]!;
      const handed = before === 'release' && from === place && units === value;
      if (busy.of(place) > capacity.of(place) && !handed)
        faults.push(`more of ${place} is held than there is`);
    } else if (event === 'release' || event === 'interrupt') hold(who, place, -value);
    else if (event === 'delay' || event === 'resume') ends.set(who, time + value);
    else if (event === 'leave') {
      for (const name of present.get(who) ?? []) faults.push(`${who} leaves with ${name}`);
      present.delete(who);
      gone.add(source, 1);
    }
  }
  pass(until);
  if (present.size !== inside) faults.push(`${inside} are inside, ${present.size} by the log`);
  for (const [name, { arrived, left }] of Object.entries(summary.sources)) {
    const out = Object.values(left).reduce((sum, tally) => sum + tally.count, 0);
    if (arrived !== came.of(name) || out !== gone.of(name))
      faults.push(`${name}: ${arrived} came, ${out} left; by the log ${came.of(name)} and ${gone.of(name)}`);
  }
  for (const [name, { busy: mean }] of Object.entries(summary.resources)) {
    const told = mean * until;
    if (Math.abs(told - area.of(name)) > TOLERANCE * Math.max(1, told))
      faults.push(`${name} was held for ${told}, by the log for ${area.of(name)}`);
  }
  return faults;
}

/** Numbers by name that are added up. */
class Tallies {
  readonly counts = new Map<string, number>();

  add(name: string, by: number): void {
    this.counts.set(name, this.of(name) + by);
  }

  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }
}
