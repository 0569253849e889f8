/**
 * The order in which to eliminate the unknowns of a sparse matrix so that little fills in: at each step the one with the fewest
 * neighbours left in the graph of A + A' (minimum degree: Tinney and Walker 1967, Proc. IEEE 55:1801-1809, scheme 2). Ties go
 * to the lower number, so the order is always the same.
 *
 * @param pattern for each row the columns of its entries
 */
export function eliminationOrder(pattern: readonly Iterable<number>[]): number[] {
  const n = pattern.length;
  const neighbours = Array.from({ length: n }, () => new Set<number>());
  pattern.forEach((columns, i) => {
    for (const j of columns) {
      if (i === j) continue;
      neighbours[i]!.add(j);
      neighbours[j]!.add(i);
    }
  });
  const left = new Set(Array.from({ length: n }, (_, i) => i));
  const order: number[] = [];
  while (left.size > 0) {
    let best = -1;
    for (const i of left) if (best < 0 || neighbours[i]!.size < neighbours[best]!.size) best = i;
    left.delete(best);
    order.push(best);
    const around = [...neighbours[best]!];
    for (const i of around) {
      neighbours[i]!.delete(best);
      for (const j of around) if (j !== i) neighbours[i]!.add(j);
    }
  }
  return order;
}
