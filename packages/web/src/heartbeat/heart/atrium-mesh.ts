// An atrium's cavity: an ellipsoid of fixed proportions, as large as its volume asks for.
import { type Mesh, meshVolume } from './mesh.ts';
import { writePoint } from './ventricle-mesh.ts';

const RINGS = 15;
const AROUND = 26;

/** Proportions of an ellipsoid along x, y and z. */
export type Proportions = readonly [number, number, number];

/** An atrium's surface, to be filled by `shapeAtrium`. */
export function atriumMesh(): Mesh {
  const triangles: number[] = [];
  const ring = (i: number, j: number): number => 1 + (i - 1) * AROUND + (j % AROUND);
  const top = 1 + RINGS * AROUND;
  for (let j = 0; j < AROUND; j++) {
    triangles.push(0, ring(1, j), ring(1, j + 1));
    for (let i = 1; i < RINGS; i++) {
      triangles.push(ring(i, j), ring(i + 1, j), ring(i + 1, j + 1));
      triangles.push(ring(i, j), ring(i + 1, j + 1), ring(i, j + 1));
    }
    triangles.push(ring(RINGS, j), top, ring(RINGS, j + 1));
  }
  return { positions: new Float32Array((top + 1) * 3), triangles: Uint16Array.from(triangles) };
}

/** The half-axes of an atrium whose mesh encloses `volume`, mL; cm. */
export function atriumRadii(volume: number, [x, y, z]: Proportions): Proportions {
  const scale = Math.cbrt(volume / (unitVolume() * x * y * z));
  return [scale * x, scale * y, scale * z];
}

/** Writes an atrium with those half-axes around a middle. */
export function shapeAtrium({ positions }: Mesh, [cx, cy, cz]: Proportions, [rx, ry, rz]: Proportions): void {
  writePoint(positions, 0, cx, cy - ry, cz);
  for (let i = 1; i <= RINGS; i++) {
    const polar = (Math.PI * i) / (RINGS + 1);
    for (let j = 0; j < AROUND; j++) {
      const around = (2 * Math.PI * j) / AROUND;
      writePoint(
        positions,
        1 + (i - 1) * AROUND + j,
        cx + rx * Math.sin(polar) * Math.cos(around),
        cy - ry * Math.cos(polar),
        cz + rz * Math.sin(polar) * Math.sin(around),
      );
    }
  }
  writePoint(positions, 1 + RINGS * AROUND, cx, cy + ry, cz);
}

let unit: number | null = null;

function unitVolume(): number {
  if (unit !== null) return unit;
  const mesh = atriumMesh();
  shapeAtrium(mesh, [0, 0, 0], [1, 1, 1]);
  unit = meshVolume(mesh);
  return unit;
}
