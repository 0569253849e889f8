import { TwinwardError } from '@twinward/contract';

/** A surface of triangles. */
export interface Mesh {
  /** [n x 3], mm. */
  readonly vertices: ArrayLike<number>;
  /** [m x 3] indices of vertices, counter-clockwise seen from outside. */
  readonly triangles: ArrayLike<number>;
}

/** Triangles of a tetrahedron. */
const LEAST = 4;

/**
 * Volume inside a closed surface, mL, by the divergence theorem: V = 1/6 sum a . (b x c) over its triangles.
 *
 * @throws `observation.invalid` naming the field: a vertex that is missing or not finite, a triangle without area, an edge that is not shared by
 * exactly two triangles (a hole, or more than one wall: not a manifold), neighbours of opposite orientation, a surface in several pieces, or
 * one turned inside out
 */
export function meshVolume({ vertices, triangles }: Mesh): number {
  const [points, faces] = [vertices.length / 3, triangles.length / 3];
  if (!Number.isInteger(points) || !Number.isInteger(faces) || faces < LEAST)
    throw refused(
      'triangles',
      `${triangles.length} indices are no closed surface`,
      'send three indices for each of at least 4 triangles',
    );
  for (let i = 0; i < vertices.length; i++)
    if (!Number.isFinite(vertices[i]))
      throw refused('vertices', `vertex ${Math.floor(i / 3)} is not finite`, 'send finite numbers in mm');
  checkEdges(triangles, points);
  const volume = enclosed(vertices, triangles);
  if (!(volume > 0))
    throw refused(
      'triangles',
      'the surface is inside out',
      'list the vertices of each triangle counter-clockwise seen from outside',
    );
  return volume / 1000;
}

function checkEdges(triangles: ArrayLike<number>, points: number): void {
  const edges = new Map<number, number>();
  const leader = Int32Array.from({ length: points }, (_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (leader[at] !== at) {
      leader[at] = leader[leader[at]!]!;
      at = leader[at]!;
    }
    return at;
  };
  for (let f = 0; f < triangles.length; f += 3) {
    for (let k = 0; k < 3; k++) {
      const [from, to] = [triangles[f + k]!, triangles[f + ((k + 1) % 3)]!];
      if (!Number.isInteger(from) || from < 0 || from >= points)
        throw refused(
          'triangles',
          `triangle ${f / 3} has no vertex ${from}`,
          `use indices from 0 to ${points - 1}`,
        );
      if (from === to)
        throw refused(
          'triangles',
          `triangle ${f / 3} has no area`,
          'leave out triangles with equal vertices',
        );
      const key = from * points + to;
      if (edges.has(key))
        throw refused(
          'triangles',
          `the edge from vertex ${from} to ${to} is used twice in one direction: neighbours of opposite orientation, or not a manifold`,
          'orient all triangles alike and let each edge belong to two of them',
        );
      edges.set(key, f / 3);
      leader[find(from)] = find(to);
    }
  }
  for (const [key, face] of edges) {
    const [from, to] = [Math.floor(key / points), key % points];
    if (!edges.has(to * points + from))
      throw refused(
        'triangles',
        `the surface is open: an edge of triangle ${face} has no neighbour`,
        'close the surface, at the valves too',
      );
  }
  const roots = new Set<number>();
  for (let i = 0; i < triangles.length; i++) roots.add(find(triangles[i]!));
  if (roots.size > 1)
    throw refused('triangles', `the surface is in ${roots.size} pieces`, 'send one chamber at a time');
}

/** mm3, from the first vertex so that places far from the origin cost no digits. */
function enclosed(v: ArrayLike<number>, triangles: ArrayLike<number>): number {
  const at = (i: number, k: number): number => v[3 * i + k]! - v[k]!;
  let sum = 0;
  for (let f = 0; f < triangles.length; f += 3) {
    const [a, b, c] = [triangles[f]!, triangles[f + 1]!, triangles[f + 2]!];
    sum +=
      at(a, 0) * (at(b, 1) * at(c, 2) - at(b, 2) * at(c, 1)) +
      at(a, 1) * (at(b, 2) * at(c, 0) - at(b, 0) * at(c, 2)) +
      at(a, 2) * (at(b, 0) * at(c, 1) - at(b, 1) * at(c, 0));
  }
  return sum / 6;
}

function refused(field: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('observation.invalid', message, { field, remedy });
}
