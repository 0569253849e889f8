// The right ventricle's cavity: a crescent laid around the left one, as thick as its volume asks for.
import { type Mesh, meshVolume } from './mesh.ts';
import { type Spheroid, spheroidPoint, VALVE_ANGLE, writePoint } from './ventricle-mesh.ts';

const ROWS = 18;
const COLUMNS = 24;
/** Where it begins above the apex, how far it reaches around the left ventricle to either side of its middle, and where that is. */
const LOWEST: number = (24 * Math.PI) / 180;
const REACH: number = (86 * Math.PI) / 180;
const MIDDLE: number = (142 * Math.PI) / 180;
/** The wall between the ventricles, cm. Drawn as of a healthy adult; it is not estimated. */
export const SEPTUM = 0.9;
const STEPS = 12;
const CLOSE = 1e-4;

/** A right ventricle's surface, to be filled by `shapeCrescent`: an outer and an inner sheet, joined along all edges. */
export function crescentMesh(): Mesh {
  const sheet = (ROWS + 1) * (COLUMNS + 1);
  const outer = (i: number, j: number): number => i * (COLUMNS + 1) + j;
  const inner = (i: number, j: number): number => sheet + outer(i, j);
  const triangles: number[] = [];
  const quad = (a: number, b: number, c: number, d: number): void => {
    triangles.push(a, b, c, a, c, d);
  };
  for (let i = 0; i < ROWS; i++) {
    for (let j = 0; j < COLUMNS; j++) {
      quad(outer(i, j), outer(i + 1, j), outer(i + 1, j + 1), outer(i, j + 1));
      quad(inner(i, j), inner(i, j + 1), inner(i + 1, j + 1), inner(i + 1, j));
    }
    quad(inner(i, 0), inner(i + 1, 0), outer(i + 1, 0), outer(i, 0));
    quad(outer(i, COLUMNS), outer(i + 1, COLUMNS), inner(i + 1, COLUMNS), inner(i, COLUMNS));
  }
  for (let j = 0; j < COLUMNS; j++) {
    quad(outer(ROWS, j), inner(ROWS, j), inner(ROWS, j + 1), outer(ROWS, j + 1));
    quad(inner(0, j), outer(0, j), outer(0, j + 1), inner(0, j + 1));
  }
  return { positions: new Float32Array(2 * sheet * 3), triangles: Uint16Array.from(triangles) };
}

/** Writes a crescent around a left ventricle so that the mesh encloses `volume`, mL; returns its greatest thickness, cm. */
export function shapeCrescent(mesh: Mesh, left: Spheroid, volume: number): number {
  const wall = { across: left.across + SEPTUM, along: left.along + SEPTUM / 2 };
  // volume over thickness is smooth and rising: the secant rule needs three or four steps
  let [before, thickness] = [0, 2.5];
  let volumeBefore = 0;
  for (let step = 0; step < STEPS; step++) {
    write(mesh, wall, thickness);
    const now = meshVolume(mesh);
    if (Math.abs(now - volume) < CLOSE * volume) break;
    const slope = (now - volumeBefore) / (thickness - before);
    [before, volumeBefore] = [thickness, now];
    thickness = Math.max(0.01, thickness + (volume - now) / slope);
  }
  return thickness;
}

/** The middle of the crescent at the height of its valves, seen from the left ventricle's axis, cm. */
export function crescentMiddle(left: Spheroid, thickness: number): readonly [number, number] {
  const radius = (left.across + SEPTUM) * Math.sin(VALVE_ANGLE) + thickness / 2;
  return [radius * Math.cos(MIDDLE), radius * Math.sin(MIDDLE)];
}

/** Corners of a crescent's mesh along its border: where the right ventricle meets the left, and around its valves. */
export const CRESCENT_BORDER: readonly number[] = [
  ...Array.from({ length: ROWS + 1 }, (_, i) => (ROWS - i) * (COLUMNS + 1)),
  ...Array.from({ length: COLUMNS }, (_, j) => j + 1),
  ...Array.from({ length: ROWS }, (_, i) => (i + 2) * (COLUMNS + 1) - 1),
  ...Array.from({ length: COLUMNS }, (_, j) => ROWS * (COLUMNS + 1) + COLUMNS - 1 - j),
];

function write({ positions }: Mesh, wall: Spheroid, thickness: number): void {
  const sheet = (ROWS + 1) * (COLUMNS + 1);
  for (let i = 0; i <= ROWS; i++) {
    const up = i / ROWS;
    const polar = LOWEST + (VALVE_ANGLE - LOWEST) * up;
    const fullness = Math.sin((Math.PI / 2) * up) ** 0.75;
    for (let j = 0; j <= COLUMNS; j++) {
      const side = (2 * j) / COLUMNS - 1;
      const around = MIDDLE + REACH * side;
      const [x, y, z] = spheroidPoint(wall, polar, around);
      const out = thickness * fullness * Math.sqrt(Math.max(0, 1 - side * side));
      const corner = i * (COLUMNS + 1) + j;
      writePoint(positions, sheet + corner, x, y, z);
      writePoint(positions, corner, x + out * Math.cos(around), y, z + out * Math.sin(around));
    }
  }
}
