import { TwinwardError } from '@twinward/contract';
import type { PortCount } from './element-type.ts';
import type { Network, NetworkElement } from './network.ts';

/**
 * Throws `model.invalid`, naming the element, for a network whose equations have no one solution: a name used twice or not at all,
 * a port left open or used twice, a loop of elements whose pressures are all tied together, so that nothing says how flow divides.
 */
export function checkNetwork(network: Network): void {
  const elements = new Map<string, NetworkElement>();
  for (const element of network.elements) {
    if (elements.has(element.name)) throw illPosed(element.name, 'is there twice');
    elements.set(element.name, element);
  }
  if (elements.size === 0) throw illPosed('the network', 'has no elements');
  const inlets = counts(elements);
  const outlets = counts(elements);
  for (const { from, to } of network.connections) {
    for (const [name, other] of [
      [from, to],
      [to, from],
    ] as const) {
      if (!elements.has(name)) throw illPosed(other, `is connected to "${name}", which is not there`);
    }
    outlets.set(from, outlets.get(from)! + 1);
    inlets.set(to, inlets.get(to)! + 1);
  }
  for (const element of elements.values())
    checkPorts(element, inlets.get(element.name)!, outlets.get(element.name)!);
  checkHeart(network.elements);
  checkLoops(network);
}

function counts(elements: ReadonlyMap<string, NetworkElement>): Map<string, number> {
  return new Map([...elements.keys()].map((name) => [name, 0]));
}

function checkPorts({ name, type }: NetworkElement, inlets: number, outlets: number): void {
  if (type.ports === 'outlet') {
    if (inlets !== 1 || outlets !== 0) throw illPosed(name, 'must stand at the outlet of one element');
  } else if (type.ports === 'inlet-or-outlet') {
    if (inlets + outlets !== 1)
      throw illPosed(name, `must be connected to one element, not ${inlets + outlets}`);
  } else {
    checkSide(name, 'inlet', type.ports.in, inlets);
    checkSide(name, 'outlet', type.ports.out, outlets);
  }
}

function checkSide(name: string, side: string, takes: PortCount, there: number): void {
  if (takes === 'many' ? there >= 1 : there === takes) return;
  throw illPosed(
    name,
    there === 0 ? `has nothing connected to its ${side}` : `has ${there} elements at its ${side}`,
  );
}

function checkHeart(elements: readonly NetworkElement[]): void {
  const hearts = elements.filter(({ type }) => type.name === 'ClosedLoopHeartAndPulmonary').length;
  if (hearts > 1) throw illPosed('the network', 'has more than one heart');
  const needs = elements.find(({ type }) => type.name.startsWith('ClosedLoopCoronary'));
  if (hearts === 0 && needs !== undefined) throw illPosed(needs.name, 'needs a ClosedLoopHeartAndPulmonary');
}

/** Joins the nodes whose pressures are tied; what ties two that are tied already closes a loop without resistance. */
function checkLoops(network: Network): void {
  const parent = new Map<string, string>();
  const root = (node: string): string => {
    let at = node;
    while (parent.has(at)) at = parent.get(at)!;
    return at;
  };
  for (const { name, type, values } of network.elements) {
    if (type.ties?.(values) !== true) continue;
    const nodes = network.connections
      .filter(({ from, to }) => from === name || to === name)
      .map(({ from, to }) => `${from}:${to}`);
    const tied = nodes.length === 1 ? ['a given pressure', ...nodes] : nodes;
    for (const node of tied.slice(1)) {
      const [first, second] = [root(tied[0]!), root(node)];
      if (first === second)
        throw illPosed(name, 'closes a loop without resistance, in which flow is not determined');
      parent.set(second, first);
    }
  }
}

function illPosed(name: string, what: string): TwinwardError {
  return new TwinwardError('model.invalid', `${name} ${what}`, { field: name });
}
