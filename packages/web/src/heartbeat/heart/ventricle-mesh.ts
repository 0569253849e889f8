// The left ventricle's cavity: a prolate spheroid cut off at the plane of the valves.
import { type Mesh, meshVolume } from './mesh.ts';

const RINGS = 20;
const AROUND = 32;
/** How far up the spheroid the valves cut it, radians from the apex. */
const CUT: number = (105 * Math.PI) / 180;
/** Length of the cavity from apex to valves, cm, at the volume given, mL: an adult's at the end of filling. */
const LENGTH = { cm: 8.6, mL: 120 } as const;
/**
 * Length goes with volume to this power. At an ejection of 60 % it shortens by 17 %, as the long axis of healthy ventricles does
 * (Maciel et al. 2004, Int. J. Cardiol. 97:81-86: mitral descent 15 mm of 9 cm); the rest is thickening of the wall.
 */
const SHORTENING = 0.2;

/** The size of a spheroid: radius across and half-length along its axis, cm. */
export interface Spheroid {
  readonly across: number;
  readonly along: number;
}

/** A left ventricle's surface, to be filled by `shapeVentricle`. */
export function ventricleMesh(): Mesh {
  const positions = new Float32Array((2 + RINGS * AROUND) * 3);
  const triangles: number[] = [];
  const ring = (i: number, j: number): number => 1 + (i - 1) * AROUND + (j % AROUND);
  const base = 1 + RINGS * AROUND;
  for (let j = 0; j < AROUND; j++) {
    triangles.push(0, ring(1, j), ring(1, j + 1));
    for (let i = 1; i < RINGS; i++) {
      triangles.push(ring(i, j), ring(i + 1, j), ring(i + 1, j + 1));
      triangles.push(ring(i, j), ring(i + 1, j + 1), ring(i, j + 1));
    }
    triangles.push(ring(RINGS, j), base, ring(RINGS, j + 1));
  }
  return { positions, triangles: Uint16Array.from(triangles) };
}

/** Height of the valves above the apex, cm. */
export function lengthOf({ along }: Spheroid): number {
  return along * (1 - Math.cos(CUT));
}

/** The spheroid whose cut mesh encloses `volume`, mL. */
export function spheroidOf(volume: number): Spheroid {
  const along = (LENGTH.cm / (1 - Math.cos(CUT))) * (volume / LENGTH.mL) ** SHORTENING;
  return { across: Math.sqrt(volume / (unitVolume() * along)), along };
}

/** Writes a ventricle of that size into a mesh, its apex at the origin, the valves above it (y). */
export function shapeVentricle({ positions }: Mesh, size: Spheroid): void {
  writePoint(positions, 0, 0, 0, 0);
  for (let i = 1; i <= RINGS; i++) {
    for (let j = 0; j < AROUND; j++) {
      const [x, y, z] = spheroidPoint(size, (CUT * i) / RINGS, (2 * Math.PI * j) / AROUND);
      writePoint(positions, 1 + (i - 1) * AROUND + j, x, y, z);
    }
  }
  writePoint(positions, 1 + RINGS * AROUND, 0, lengthOf(size), 0);
}

/** A point of a spheroid with its lower end at the origin: `polar` from there, `around` from x towards z. */
export function spheroidPoint(
  { across, along }: Spheroid,
  polar: number,
  around: number,
): readonly [number, number, number] {
  const radius = across * Math.sin(polar);
  return [radius * Math.cos(around), along * (1 - Math.cos(polar)), radius * Math.sin(around)];
}

/** Puts a corner's coordinates where they belong. */
export function writePoint(positions: Float32Array, corner: number, x: number, y: number, z: number): void {
  positions[corner * 3] = x;
  positions[corner * 3 + 1] = y;
  positions[corner * 3 + 2] = z;
}

/** The polar angle of the valves, for what is laid around the ventricle. */
export const VALVE_ANGLE: number = CUT;

let unit: number | null = null;

/** Volume of the mesh when both sizes are 1: the mesh is stretched, so all others follow exactly. */
function unitVolume(): number {
  if (unit !== null) return unit;
  const mesh = ventricleMesh();
  shapeVentricle(mesh, { across: 1, along: 1 });
  unit = meshVolume(mesh);
  return unit;
}
