import { TwinwardError } from '@twinward/contract';
import { capacityLevels } from '../compile/capacity-levels.ts';
import { WallClock } from '../compile/wall-clock.ts';
import type { Amount } from './basis.ts';
import type { HospitalModel, HospitalSource } from './hospital-model.ts';
import type { HospitalNode, NodeCondition } from './hospital-node.ts';
import { mayLeave, nodeEdges } from './node-edges.ts';
import { leastOf } from './spread-range.ts';

/** Throws `model.invalid` for a hospital that cannot be run, see `readHospital`; its parameters are in their places. */
export function checkHospital(model: HospitalModel): void {
  const clock = new WallClock(model.time);
  if (!(model.run.until > (model.run.warmUp ?? 0)))
    refuse('run.warmUp', 'the warm-up does not end before the run', 'let it be shorter than `until`');
  if (model.run.terminating === true && (model.run.warmUp ?? 0) > 0)
    refuse('run.warmUp', 'a run that begins and ends by itself has no warm-up', 'leave one of the two out');
  const most = new Map<string, number>();
  for (const [name, { capacity, places = 1 }] of Object.entries(model.resources)) {
    const levels = capacityLevels(capacity, clock, Math.max(model.run.until, 8 * clock.day));
    most.set(name, Math.max(...levels.capacities) * (places as number));
  }
  checkResources(model, most);
  const nodes = new Map(Object.entries(model.nodes));
  for (const [id, node] of nodes) checkNode(model, id, node, most);
  checkWays(model, nodes);
  for (const [name, source] of Object.entries(model.sources)) checkSource(name, source);
}

function checkResources(model: HospitalModel, most: ReadonlyMap<string, number>): void {
  if (Object.keys(model.sources).length === 0) refuse('sources', 'nobody comes', 'declare a source');
  for (const [name, resource] of Object.entries(model.resources)) {
    const place = `resources.${name}`;
    const grows = Object.values(model.nodes).some(
      (node) => node.do === 'capacity' && node.resource === name && node.by > 0,
    );
    if (most.get(name) === 0 && !grows)
      refuse(
        `${place}.capacity`,
        'it never has a unit: whoever waits for it waits for ever',
        'give it capacity above 0',
      );
    if (resource.order === 'shortest' && resource.key === undefined)
      refuse(
        `${place}.key`,
        'it serves the shortest first, but by nothing',
        'give the amount to go by as `key`',
      );
    if (resource.unit !== undefined && !Object.hasOwn(model.units ?? {}, resource.unit))
      refuse(`${place}.unit`, `there is no unit "${resource.unit}"`, 'declare it among the units');
    if (resource.turnover !== undefined) {
      time(resource.turnover.time, `${place}.turnover.time`);
      for (const [cleaner, units] of Object.entries(resource.turnover.by ?? {}))
        asked(cleaner, units as number, `${place}.turnover.by.${cleaner}`, most);
    }
  }
  for (const [name, policy] of Object.entries(model.policies ?? {}))
    policy.forEach(({ bed, when }, i) => {
      asked(bed, 1, `policies.${name}.${i}.bed`, most);
      when?.forEach((condition) => {
        checkCondition(condition, `policies.${name}.${i}.when`, most);
      });
    });
}

function checkNode(
  model: HospitalModel,
  id: string,
  node: HospitalNode,
  most: ReadonlyMap<string, number>,
): void {
  const place = `nodes.${id}`;
  for (const { to, by } of nodeEdges(node))
    if (!Object.hasOwn(model.nodes, to))
      refuse(`${place}.${by}`, `there is no node "${to}"`, 'declare it, or mend the name');
  if (node.do === 'seize') {
    const units = Object.entries(node.units);
    if (units.length === 0) refuse(`${place}.units`, 'nothing is asked for', 'name a resource');
    for (const [name, count] of units)
      asked(name, typeof count === 'number' ? count : 1, `${place}.units.${name}`, most);
  }
  if (node.do === 'place' && !Object.hasOwn(model.policies ?? {}, node.policy))
    refuse(`${place}.policy`, `there is no policy "${node.policy}"`, 'declare it among the policies');
  if (node.do === 'seize' || node.do === 'place') {
    if (node.patience !== undefined) time(node.patience, `${place}.patience`);
    node.worsens?.forEach(({ after }, i) => {
      time(after, `${place}.worsens.${i}.after`);
    });
    for (const { queue } of node.balk ?? []) known(queue, `${place}.balk`, most);
    for (const name of node.thenRelease ?? []) known(name, `${place}.thenRelease`, most);
  }
  if (node.do === 'delay') {
    time(node.time, `${place}.time`);
    if (node.at !== undefined) known(node.at, `${place}.at`, most);
  }
  if (node.do === 'release' && node.units !== 'all')
    for (const name of Array.isArray(node.units) ? node.units : Object.keys(node.units))
      known(name, `${place}.units`, most);
  if (node.do === 'split') for (const name of node.takes ?? []) known(name, `${place}.takes`, most);
  if (node.do === 'capacity') known(node.resource, `${place}.resource`, most);
  if (node.do === 'gate') checkCondition(node.until, `${place}.until`, most);
  if (node.do === 'batch' && !((node.size as number) >= 1))
    refuse(`${place}.size`, 'a batch of nobody', 'write a whole number from 1 on');
  if (node.do !== 'route') return;
  if (node.by === 'condition') for (const { when } of node.ways) checkCondition(when, `${place}.ways`, most);
  if (node.by === 'shortest wait')
    for (const { resource } of node.ways) known(resource, `${place}.ways`, most);
  const rows = node.by === 'memory' ? node.rows : [];
  if (node.by === 'probability') {
    const sum = node.ways.reduce((total, { probability }) => total + (probability as number), 0);
    if (sum > 1 + 1e-9)
      refuse(
        `${place}.ways`,
        `the probabilities add up to ${sum}`,
        'let them add up to 1 at most; the rest goes to `next`',
      );
  }
  if (node.by === 'memory' && rows.length !== node.to.length + 1)
    refuse(
      `${place}.rows`,
      'there is not a row for each way and one for the beginning',
      'give one more row than ways',
    );
  for (const row of rows) {
    const sum = row.reduce((total, share) => total + share, 0);
    if (!(row.every((share) => share >= 0) && sum <= 1 + 1e-9))
      refuse(`${place}.rows`, `the probabilities add up to ${sum}`, 'let each row add up to 1 at most');
  }
}

/** Every node can be come to, and from every node somebody can leave. */
function checkWays(model: HospitalModel, nodes: ReadonlyMap<string, HospitalNode>): void {
  const reached = new Set<string>();
  const open: string[] = [];
  const reach = (id: string): void => {
    if (reached.has(id)) return;
    reached.add(id);
    open.push(id);
  };
  for (const [name, { first }] of Object.entries(model.sources)) {
    if (!nodes.has(first))
      refuse(`sources.${name}.first`, `there is no node "${first}"`, 'declare it, or mend the name');
    reach(first);
  }
  for (let id = open.pop(); id !== undefined; id = open.pop())
    for (const { to } of nodeEdges(nodes.get(id)!)) reach(to);
  const leaving = new Set([...nodes].filter(([, node]) => mayLeave(node)).map(([id]) => id));
  for (let grown = true; grown; ) {
    grown = false;
    for (const [id, node] of nodes) {
      if (leaving.has(id) || !goesOn(node).some((to) => leaving.has(to))) continue;
      leaving.add(id);
      grown = true;
    }
  }
  for (const id of nodes.keys()) {
    if (!reached.has(id))
      refuse(`nodes.${id}`, 'nobody ever comes here', 'let a way lead to it, or take it away');
    if (!leaving.has(id))
      refuse(
        `nodes.${id}`,
        'who comes here goes round for ever: no way leads out',
        'let one of its ways lead to an end',
      );
  }
}

/** Where one goes on from a node; a way of probability 0 leads nowhere, nor does what is left of 1 where nothing is. */
function goesOn(node: HospitalNode): readonly string[] {
  const edges = nodeEdges(node).filter(({ splits }) => splits !== true);
  if (node.do !== 'route' || node.by !== 'probability') return edges.map(({ to }) => to);
  const shares = node.ways.map(({ probability }) => Number(probability));
  const rest = 1 - shares.reduce((sum, share) => sum + share, 0);
  return edges.flatMap(({ to, by }) => {
    const share = by === 'next' ? rest : shares[Number(by.split('.')[1])]!;
    return share > 1e-9 ? [to] : [];
  });
}

function checkSource(name: string, source: HospitalSource): void {
  const place = `sources.${name}`;
  const kinds = (['every', 'rate', 'appointments', 'replay'] as const).filter(
    (kind) => source[kind] !== undefined,
  );
  if (kinds.length !== 1)
    refuse(
      place,
      `it has ${kinds.join(' and ') || 'none of every, rate, appointments and replay'}`,
      'give exactly one of them',
    );
  if (source.every !== undefined) {
    time(source.every, `${place}.every`);
    if (source.every === 0)
      refuse(`${place}.every`, 'entities come without end at one instant', 'write a time above 0');
  }
  const lateness = source.appointments?.lateness;
  if (lateness !== undefined && !(leastOf(lateness) > Number.NEGATIVE_INFINITY))
    refuse(
      `${place}.appointments.lateness`,
      'somebody may come any time before the appointment',
      'give a least value',
    );
  source.replay?.at.forEach((at, i, all) => {
    if (at < (all[i - 1] ?? 0))
      refuse(`${place}.replay.at.${i}`, `${at} comes before the one before it`, 'sort the times');
  });
}

function checkCondition(condition: NodeCondition, place: string, most: ReadonlyMap<string, number>): void {
  const name =
    'queue' in condition
      ? condition.queue
      : 'free' in condition
        ? condition.free
        : 'expectedWait' in condition
          ? condition.expectedWait
          : undefined;
  if (name !== undefined) known(name, place, most);
}

function asked(name: string, units: number, place: string, most: ReadonlyMap<string, number>): void {
  known(name, place, most);
  if (units < 1) refuse(place, `${units} units are asked for`, 'write a whole number from 1 on');
  if (units > most.get(name)!)
    refuse(
      place,
      `${units} units are asked for of ${most.get(name)} at most: nobody is ever served`,
      'ask for less, or give it more capacity',
    );
}

function known(name: string, place: string, most: ReadonlyMap<string, number>): void {
  if (!most.has(name)) refuse(place, `there is no resource "${name}"`, 'declare it, or mend the name');
}

/** A time may not be negative: neither a constant nor a distribution that reaches below 0. */
function time(given: Amount, place: string): void {
  const least = leastOf(given);
  if (least < 0)
    refuse(
      place,
      least === Number.NEGATIVE_INFINITY ? 'this time may be negative' : `this time may be ${least}`,
      'give the distribution a least value from 0 on as `min`',
    );
}

function refuse(field: string, what: string, remedy: string): never {
  throw new TwinwardError('model.invalid', `${field}: ${what}`, { field, remedy });
}
