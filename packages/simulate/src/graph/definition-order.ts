import { TwinwardError } from '@twinward/contract';

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;

/**
 * The order in which to read definitions so that each comes after those it uses; where none needs another, as they stand.
 * Throws `model.invalid` naming the circle when some define one another.
 *
 * @example
 * definitionOrder({ CL: 'k * V', V: '70 * v' }); // V, CL
 */
export function definitionOrder(definitions: Readonly<Record<string, string>>): readonly string[] {
  const uses = new Map(
    Object.entries(definitions).map(([name, text]) => [
      name,
      [...new Set(text.match(WORD))].filter((word) => Object.hasOwn(definitions, word)),
    ]),
  );
  const order = new Set<string>();
  for (const name of uses.keys()) {
    const path = [name];
    const onPath = new Set(path);
    while (path.length > 0) {
      const last = path[path.length - 1]!;
      const next = uses.get(last)!.find((word) => !order.has(word));
      if (next === undefined) {
        order.add(last);
        onPath.delete(last);
        path.pop();
      } else if (onPath.has(next)) refuse([...path.slice(path.indexOf(next)), next]);
      else {
        path.push(next);
        onPath.add(next);
      }
    }
  }
  return [...order];
}

function refuse(circle: readonly string[]): never {
  const text = circle.length > 12 ? [...circle.slice(0, 10), '...', circle[0]!] : circle;
  throw new TwinwardError('model.invalid', `${text.join(' uses ')}: a circle of definitions`, {
    field: circle[0]!,
    remedy: 'define one of them by other quantities, or make it a state',
  });
}
