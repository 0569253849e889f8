import type { HospitalModel } from '../model/hospital-model.ts';
import type { HospitalNode } from '../model/hospital-node.ts';
import { mayLeave, nodeEdges } from '../model/node-edges.ts';
import { ALL_WAITING } from './hospital-figures.ts';
import type { OfferedLoad } from './hospital-result.ts';

/**
 * The figures that have no mean, since a queue that nobody gives up grows for as long as a run lasts, and why: waits and queues for what is
 * offered at least all it can do, how many are inside and how long those take who come by it.
 */
export function growingFigures(
  model: HospitalModel,
  loads: readonly OfferedLoad[],
): Readonly<Record<string, string>> {
  const growing: Record<string, string> = {};
  for (const { resource, resources, ratio, growth } of loads) {
    const asking = Object.keys(model.nodes).filter((id) => asksFor(model, model.nodes[id]!, resources));
    if (!(ratio >= 1) || asking.some((id) => givesUp(model, model.nodes[id]!, resources))) continue;
    const why = `grows, no mean: ${resource} is offered ${ratio.toFixed(2)} of what it can do, so that ${growth.toPrecision(3)} more wait each ${model.time.unit}`;
    const names = [
      ALL_WAITING,
      ...resources.flatMap((name) => [`queue for ${name}`, `longest queue for ${name}`, `wait for ${name}`]),
      ...resources.map((name) => `waited for ${model.resources[name]!.kind ?? 'other'}`),
      ...Object.entries(model.sources).flatMap(([source, { first }]) => {
        const met = asking.filter((id) => reached(model, [first]).has(id));
        if (met.length === 0) return [];
        const later = reached(model, met);
        return [
          `inside ${source}`,
          ...met.map((id) => `wait of ${source} for ${id}`),
          ...[...later]
            .flatMap((id) => outcomeOf(model.nodes[id]!))
            .map((end) => `time of ${source} to ${end}`),
        ];
      }),
    ];
    for (const name of names) growing[name] ??= why;
  }
  return growing;
}

/** Whether a node waits for units of one of some resources. */
export function asksFor(model: HospitalModel, node: HospitalNode, resources: readonly string[]): boolean {
  if (node.do === 'seize') return resources.some((name) => name in node.units);
  return node.do === 'place' && model.policies![node.policy]!.some(({ bed }) => resources.includes(bed));
}

/** Whether one who waits there may go away without having been served, or is turned away. */
function givesUp(model: HospitalModel, node: HospitalNode, resources: readonly string[]): boolean {
  if (node.do !== 'seize' && node.do !== 'place') return false;
  return (
    node.patience !== undefined ||
    node.balk !== undefined ||
    node.worsens?.some(({ to }) => to !== undefined) === true ||
    resources.some((name) => model.resources[name]!.queueLimit !== undefined)
  );
}

/** All nodes that may come after some, those themselves among them. */
function reached(model: HospitalModel, from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  for (const id of found) for (const { to } of nodeEdges(model.nodes[id]!)) found.add(to);
  return found;
}

function outcomeOf(node: HospitalNode): readonly string[] {
  if (node.do === 'end') return [node.outcome ?? 'done'];
  return mayLeave(node) ? ['done'] : [];
}
