// Solids whose volume has a formula, as contours, meshes and masks of a ventricle.
import type { RandomSource } from '@twinward/contract';
import type { ChamberShape } from '@twinward/twins/patient';

const { PI } = Math;

/** A ventricle cut out of an ellipsoid: half-axes in mm, cut at the height `cut` half-axes above its middle. */
export interface Solid {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly cut: number;
}

/** One drawn at random. */
export function drawSolid(random: RandomSource, index: number, round: boolean): Solid {
  const draws = random.draws(index, 0, 0);
  const between = (low: number, high: number): number => low + (high - low) * draws.uniform();
  const a = between(15, 32);
  return { a, b: round ? a : a * between(0.8, 1.2), c: between(35, 55), cut: between(0.3, 0.8) };
}

/** mL: pi a b c (2/3 + h - h^3 / 3) / 1000. */
export function solidVolume({ a, b, c, cut }: Solid): number {
  return (PI * a * b * c * (2 / 3 + cut - cut ** 3 / 3)) / 1000;
}

function outline(a: number, c: number, cut: number, points = 181): { readonly points: [number, number][] } {
  const from = Math.asin(cut);
  return {
    points: Array.from({ length: points }, (_, i) => {
      const angle = from - (i / (points - 1)) * (PI + 2 * from);
      return [a * Math.cos(angle), c * Math.sin(angle)];
    }),
  };
}

/** Two long-axis views. */
export function biplaneOf({ a, b, c, cut }: Solid): ChamberShape {
  return { method: 'biplane', fourChamber: outline(a, c, cut), twoChamber: outline(b, c, cut) };
}

/** One long-axis view. */
export function viewOf({ a, c, cut }: Solid, method: 'single-plane' | 'area-length'): ChamberShape {
  return { method, contour: outline(a, c, cut) };
}

/** A closed surface of triangles: rings from the apex to the cut, closed by fans. */
export function meshOf({ a, b, c, cut }: Solid, rings = 80, round = 120): ChamberShape {
  const vertices: number[] = [0, 0, -c];
  const top = Math.asin(cut);
  for (let r = 1; r <= rings; r++) {
    const angle = -PI / 2 + (r / rings) * (top + PI / 2);
    for (let k = 0; k < round; k++) {
      const turn = (2 * PI * k) / round;
      vertices.push(
        a * Math.cos(angle) * Math.cos(turn),
        b * Math.cos(angle) * Math.sin(turn),
        c * Math.sin(angle),
      );
    }
  }
  const lid = vertices.length / 3;
  vertices.push(0, 0, c * cut);
  const at = (r: number, k: number): number => 1 + (r - 1) * round + (k % round);
  const triangles: number[] = [];
  for (let k = 0; k < round; k++) {
    triangles.push(0, at(1, k + 1), at(1, k));
    for (let r = 1; r < rings; r++) {
      triangles.push(at(r, k), at(r, k + 1), at(r + 1, k + 1));
      triangles.push(at(r, k), at(r + 1, k + 1), at(r + 1, k));
    }
    triangles.push(at(rings, k), at(rings, k + 1), lid);
  }
  return { method: 'mesh', mesh: { vertices, triangles } };
}

/** Voxels of a cubic millimetre whose middle lies inside. */
export function maskOf({ a, b, c, cut }: Solid): ChamberShape {
  const spacing = [1, 1, 1] as const;
  const size = [
    2 * Math.ceil(a) + 5,
    2 * Math.ceil(b) + 5,
    Math.ceil((c * (1 + cut)) / spacing[2]) + 5,
  ] as const;
  const labels = new Uint8Array(size[0] * size[1] * size[2]);
  for (let i = 0; i < labels.length; i++) {
    const x = (i % size[0]) - (size[0] - 1) / 2;
    const y = (Math.floor(i / size[0]) % size[1]) - (size[1] - 1) / 2;
    const z = (Math.floor(i / (size[0] * size[1])) - 2 + 0.5) * spacing[2] - c;
    labels[i] = Number((x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2 < 1 && z < c * cut);
  }
  return { method: 'mask', mask: { size, spacing, labels }, label: 1 };
}
