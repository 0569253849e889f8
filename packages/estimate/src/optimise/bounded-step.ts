import { solveSquare } from '../linear-algebra/solve-square.ts';
import { type Box, intoBox } from './box.ts';
import { dot, type LimitedMemory } from './limited-memory.ts';

/** Where the quadratic model is least along the projected gradient, and W'(x_c - x) there. */
interface CauchyPoint {
  readonly x: Float64Array;
  readonly c: Float64Array;
}

/**
 * Where to go from x: the least point of the quadratic model over the components that its generalised Cauchy point leaves free of
 * their bounds (Byrd, Lu, Nocedal and Zhu 1995, SIAM J. Sci. Comput. 16:1190-1208, algorithm CP and the direct primal method),
 * projected into the box where that still leads down (Morales and Nocedal 2011), else cut at the first bound.
 */
export function boundedStep(x: Float64Array, g: Float64Array, box: Box, memory: LimitedMemory): Float64Array {
  const cauchy = cauchyPoint(x, g, box, memory);
  const free = Array.from(x, (_, i) => i).filter(
    (i) => cauchy.x[i]! > box.lower[i]! && cauchy.x[i]! < box.upper[i]!,
  );
  if (free.length === 0 || memory.size === 0) return cauchy.x;
  const d = subspaceDirection(x, g, cauchy, free, memory);
  const target = cauchy.x.slice();
  free.forEach((i, at) => {
    target[i] = target[i]! + d[at]!;
  });
  const projected = intoBox(target, box);
  const leads = projected.reduce((sum, value, i) => sum + (value - x[i]!) * g[i]!, 0) < 0;
  if (leads) return projected;
  let share = 1;
  free.forEach((i, at) => {
    const room = d[at]! > 0 ? box.upper[i]! - cauchy.x[i]! : box.lower[i]! - cauchy.x[i]!;
    if (Math.abs(share * d[at]!) > Math.abs(room)) share = room / d[at]!;
  });
  const cut = cauchy.x.slice();
  free.forEach((i, at) => {
    cut[i] = cut[i]! + share * d[at]!;
  });
  return intoBox(cut, box);
}

function cauchyPoint(x: Float64Array, g: Float64Array, box: Box, memory: LimitedMemory): CauchyPoint {
  const n = x.length;
  const { theta } = memory;
  const breaks = Float64Array.from(x, (value, i) => {
    if (g[i] === 0) return Number.POSITIVE_INFINITY;
    return (value - (g[i]! < 0 ? box.upper[i]! : box.lower[i]!)) / g[i]!;
  });
  const d = Float64Array.from(g, (slope, i) => (breaks[i] === 0 ? 0 : -slope));
  const order = Array.from({ length: n }, (_, i) => i)
    .filter((i) => breaks[i]! > 0)
    .sort((i, j) => breaks[i]! - breaks[j]!);
  const at = x.slice();
  const c = new Float64Array(memory.size);
  const p = memory.gather(d);
  let slope = -dot(d, d);
  let curve = -theta * slope - dot(p, memory.times(p));
  const least = 2.2e-16 * Math.abs(curve);
  let t = 0;
  for (const b of order) {
    const until = breaks[b]! - t;
    if (!(curve > 0) || -slope / curve < until) break;
    const gb = g[b]!;
    const w = memory.row(b);
    at[b] = d[b]! > 0 ? box.upper[b]! : box.lower[b]!;
    const z = at[b]! - x[b]!;
    for (let k = 0; k < c.length; k++) c[k] = c[k]! + until * p[k]!;
    const mw = memory.times(w);
    slope += until * curve + gb * gb + theta * gb * z - gb * dot(mw, c);
    curve = Math.max(curve - theta * gb * gb - 2 * gb * dot(mw, p) - gb * gb * dot(mw, w), least);
    for (let k = 0; k < p.length; k++) p[k] = p[k]! + gb * w[k]!;
    d[b] = 0;
    t = breaks[b]!;
  }
  const further = Math.max(0, -slope / curve);
  if (Number.isFinite(further)) {
    for (let i = 0; i < n; i++) if (d[i] !== 0) at[i] = x[i]! + (t + further) * d[i]!;
    for (let k = 0; k < c.length; k++) c[k] = c[k]! + further * p[k]!;
  }
  return { x: intoBox(at, box), c };
}

/** The step within the free components from the Cauchy point to the least point of the model, by Sherman, Morrison and Woodbury. */
function subspaceDirection(
  x: Float64Array,
  g: Float64Array,
  { x: cauchy, c }: CauchyPoint,
  free: readonly number[],
  memory: LimitedMemory,
): Float64Array {
  const { theta, size } = memory;
  const wmc = memory.spread(memory.times(c));
  const rows = free.map((i) => memory.row(i));
  const reduced = Float64Array.from(free, (i) => g[i]! + theta * (cauchy[i]! - x[i]!) - wmc[i]!);
  const gathered = new Float64Array(size);
  const square = new Float64Array(size * size);
  free.forEach((_, at) => {
    const row = rows[at]!;
    for (let k = 0; k < size; k++) {
      gathered[k] = gathered[k]! + row[k]! * reduced[at]!;
      for (let l = 0; l < size; l++)
        square[k * size + l] = square[k * size + l]! + (row[k]! * row[l]!) / theta;
    }
  });
  // (I - M W'W / theta) v = M W' r
  const system = new Float64Array(size * size);
  for (let l = 0; l < size; l++) {
    const column = memory.times(Float64Array.from({ length: size }, (_, k) => square[k * size + l]!));
    for (let k = 0; k < size; k++) system[k * size + l] = (k === l ? 1 : 0) - column[k]!;
  }
  const v = memory.times(gathered);
  if (!solveSquare(system, v, size)) v.fill(0);
  return reduced.map((value, at) => -value / theta - dot(rows[at]!, v) / (theta * theta));
}
