// Surfaces of triangles and the volume they enclose.

/** A closed surface: xyz of the corners, and three corners a triangle, turning left when seen from outside. */
export interface Mesh {
  readonly positions: Float32Array;
  readonly triangles: Uint16Array;
}

/**
 * The volume a closed surface encloses, in cubes of its unit, by the divergence theorem: a sixth of the sum of a . (b x c) over its
 * triangles (Zhang, Chen 2001, Proc. ICIP 3:935-938, equation 1).
 */
export function meshVolume({ positions, triangles }: Mesh): number {
  let sum = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]! * 3, triangles[t + 1]! * 3, triangles[t + 2]! * 3];
    const [ax, ay, az] = [positions[a]!, positions[a + 1]!, positions[a + 2]!];
    const [bx, by, bz] = [positions[b]!, positions[b + 1]!, positions[b + 2]!];
    const [cx, cy, cz] = [positions[c]!, positions[c + 1]!, positions[c + 2]!];
    sum += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  }
  return sum / 6;
}

/** How often each edge is used in either direction; a closed surface uses every edge once each way. */
export function isClosed({ triangles }: Mesh): boolean {
  const uses = new Map<string, number>();
  for (let t = 0; t < triangles.length; t += 3) {
    for (let e = 0; e < 3; e++) {
      const [from, to] = [triangles[t + e]!, triangles[t + ((e + 1) % 3)]!];
      if (from === to) continue;
      const key = from < to ? `${from} ${to}` : `${to} ${from}`;
      uses.set(key, (uses.get(key) ?? 0) + (from < to ? 1 : -1));
    }
  }
  return uses.size > 0 && [...uses.values()].every((count) => count === 0);
}
