interface Place {
  readonly x: number;
  readonly y: number;
}

/** A smooth line through the neighbourhood of points, from the first to just before the last, and the head of its arrow. */
export function edgePath(
  points: readonly Place[],
  head: number,
): { readonly line: string; readonly arrow: string } {
  const last = points.at(-1)!;
  const before = points.at(-2)!;
  const length = Math.hypot(last.x - before.x, last.y - before.y) || 1;
  const [ux, uy] = [(last.x - before.x) / length, (last.y - before.y) / length];
  const base = { x: last.x - ux * head, y: last.y - uy * head };
  const way = [...points.slice(0, -1), base];
  let line = `M${at(way[0]!)}`;
  for (let i = 1; i < way.length - 1; i++) {
    const next = i === way.length - 2 ? way[i + 1]! : middle(way[i]!, way[i + 1]!);
    line += `Q${at(way[i]!)} ${at(next)}`;
  }
  if (way.length === 2) line += `L${at(base)}`;
  const side = head * 0.55;
  const arrow = `M${at(last)}L${at({ x: base.x - uy * side, y: base.y + ux * side })}L${at({ x: base.x + uy * side, y: base.y - ux * side })}Z`;
  return { line, arrow };
}

function middle(a: Place, b: Place): Place {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function at({ x, y }: Place): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
