// A heart out of four volumes: where each chamber lies, and the vessels that hang on them.
import { atriumMesh, atriumRadii, type Proportions, shapeAtrium } from './atrium-mesh.ts';
import { crescentMesh, crescentMiddle, shapeCrescent } from './crescent-mesh.ts';
import type { Mesh } from './mesh.ts';
import { type Point, shapeTube, tubeMesh } from './tube-mesh.ts';
import { lengthOf, shapeVentricle, spheroidOf, ventricleMesh } from './ventricle-mesh.ts';

/** The four chambers, as the signals of a cycle name them. */
export const CHAMBERS = ['lv', 'rv', 'la', 'ra'] as const;

/** One of the chambers. */
export type Chamber = (typeof CHAMBERS)[number];

/** The vessels drawn, each with the signal that colours it. */
export const VESSELS = {
  aorta: 'arterial-pressure',
  pulmonary: 'pulmonary-arterial-pressure',
  pulmonaryLeft: 'pulmonary-arterial-pressure',
  upperVein: 'venous-pressure',
  lowerVein: 'venous-pressure',
  veinLeft: 'pulmonary-venous-pressure',
  veinRight: 'pulmonary-venous-pressure',
} as const;

/** One of the vessels. */
export type Vessel = keyof typeof VESSELS;

/** Volumes of the chambers, mL. */
export type Volumes = Readonly<Record<Chamber, number>>;

/** A heart's surfaces. */
export interface HeartMeshes {
  readonly chambers: Readonly<Record<Chamber, Mesh>>;
  readonly vessels: Readonly<Record<Vessel, Mesh>>;
}

/** Surfaces to be filled by `shapeHeart`. */
export function heartMeshes(): HeartMeshes {
  return {
    chambers: { lv: ventricleMesh(), rv: crescentMesh(), la: atriumMesh(), ra: atriumMesh() },
    vessels: {
      aorta: tubeMesh(),
      pulmonary: tubeMesh(),
      pulmonaryLeft: tubeMesh(),
      upperVein: tubeMesh(),
      lowerVein: tubeMesh(),
      veinLeft: tubeMesh(),
      veinRight: tubeMesh(),
    },
  };
}

const LEFT_ATRIUM: Proportions = [1.2, 0.92, 0.95];
const RIGHT_ATRIUM: Proportions = [0.95, 1.12, 0.95];
/** The heart's axis in the body: apex down, to the person's left and forward. Columns are the images of x, y and z. */
const LEAN = (38 * Math.PI) / 180;
const FORWARD = (24 * Math.PI) / 180;
/** Height of the valves above the apex at which vessels are drawn, cm. */
const USUAL_LENGTH = 8.6;

/**
 * Writes a heart in which every chamber's surface encloses its volume. Where the chambers lie follows `frame`, so that a larger and a
 * smaller heart can be drawn around the same middle. The apex stays where it is; the plane of the valves moves, as in life.
 */
export function shapeHeart(meshes: HeartMeshes, volumes: Volumes, frame: Volumes = volumes): void {
  const { lv, rv, la, ra } = meshes.chambers;
  const framed = spheroidOf(frame.lv);
  const height = lengthOf(framed);
  shapeVentricle(lv, spheroidOf(volumes.lv));
  const thickness = shapeCrescent(rv, framed, volumes.rv);
  const [mx, mz] = crescentMiddle(framed, thickness);
  const leftRadii = atriumRadii(frame.la, LEFT_ATRIUM);
  const leftMiddle: Point = [0.3, height + 0.93 * leftRadii[1], -0.62 * leftRadii[2]];
  shapeAtrium(la, leftMiddle, atriumRadii(volumes.la, LEFT_ATRIUM));
  const rightRadii = atriumRadii(frame.ra, RIGHT_ATRIUM);
  const rightMiddle: Point = [
    Math.min(mx - 0.4, leftMiddle[0] - leftRadii[0] - rightRadii[0] * 0.92),
    height + 0.9 * rightRadii[1],
    mz * 0.25 - 0.8,
  ];
  shapeAtrium(ra, rightMiddle, atriumRadii(volumes.ra, RIGHT_ATRIUM));
  for (const mesh of [lv, rv, la, ra]) leanAll(mesh.positions);
  shapeVessels(meshes.vessels, height, [mx, mz], leftMiddle, rightMiddle, rightRadii, leftRadii);
}

function shapeVessels(
  vessels: HeartMeshes['vessels'],
  height: number,
  [mx, mz]: readonly [number, number],
  leftAtrium: Point,
  rightAtrium: Point,
  rightRadii: Proportions,
  leftRadii: Proportions,
): void {
  const root = lean([-0.7, height - 0.2, 1]);
  const above = lean([-0.9, height + 1.6, 1.3]);
  const top = lean([0, USUAL_LENGTH, 0])[1];
  shapeTube(
    vessels.aorta,
    [
      root,
      above,
      [above[0] - 0.5, top + 4.6, above[2] - 0.6],
      [above[0] + 0.6, top + 7, above[2] - 2],
      [above[0] + 2.6, top + 6.9, above[2] - 3.7],
      [above[0] + 3.7, top + 4.4, above[2] - 4.9],
      [above[0] + 3.6, top - 2, above[2] - 6.4],
      [above[0] + 3.2, top - 9, above[2] - 7],
    ],
    1.15,
  );
  const outflow = lean([mx * 0.42 + 0.9, height - 0.4, Math.max(2.4, mz * 1.05)]);
  const trunk = lean([0.9, height + 2.1, 2.5]);
  const fork: Point = [trunk[0] + 0.9, top + 3.6, trunk[2] - 2.2];
  shapeTube(
    vessels.pulmonary,
    [
      outflow,
      trunk,
      fork,
      [fork[0] - 2.6, top + 4, fork[2] - 2.2],
      [fork[0] - 6.6, top + 3.6, fork[2] - 2.6],
    ],
    1.05,
  );
  shapeTube(
    vessels.pulmonaryLeft,
    [
      [trunk[0] + 0.5, top + 2.8, trunk[2] - 1.5],
      fork,
      [fork[0] + 2, top + 3.9, fork[2] - 1.6],
      [fork[0] + 4.4, top + 3.5, fork[2] - 2.6],
    ],
    0.9,
  );
  const ra = lean(rightAtrium);
  shapeTube(
    vessels.upperVein,
    [
      [ra[0] + 0.5, top + 8.4, ra[2] - 0.6],
      [ra[0] + 0.4, top + 4.6, ra[2] - 0.5],
      [ra[0] + 0.2, ra[1] + rightRadii[1] * 0.55, ra[2]],
    ],
    0.95,
  );
  shapeTube(
    vessels.lowerVein,
    [
      [ra[0] + 0.6, ra[1] - rightRadii[1] - 5.2, ra[2] - 1.6],
      [ra[0] + 0.4, ra[1] - rightRadii[1] - 1.8, ra[2] - 1.1],
      [ra[0] + 0.1, ra[1] - rightRadii[1] * 0.55, ra[2] - 0.3],
    ],
    1.05,
  );
  const la = lean(leftAtrium);
  const side = leftRadii[0] * 0.8;
  shapeTube(
    vessels.veinLeft,
    [
      [la[0] + side, la[1] + 0.2, la[2] - 0.6],
      [la[0] + side + 1.6, la[1] + 0.6, la[2] - 1.3],
      [la[0] + side + 3.2, la[1] + 0.7, la[2] - 1.6],
    ],
    0.62,
  );
  shapeTube(
    vessels.veinRight,
    [
      [la[0] - side, la[1] + 0.2, la[2] - 0.9],
      [la[0] - side - 1.8, la[1] + 0.5, la[2] - 2],
      [la[0] - side - 4.4, la[1] + 0.5, la[2] - 2.4],
    ],
    0.62,
  );
}

const [CL, SL, CF, SF] = [Math.cos(LEAN), Math.sin(LEAN), Math.cos(FORWARD), Math.sin(FORWARD)];

/** From the heart's own axes into the body's, around the usual middle of its valves. A rotation keeps volumes. */
function lean([x, y, z]: Point): Point {
  const up = y - USUAL_LENGTH;
  const [x1, y1] = [CL * x - SL * up, SL * x + CL * up];
  return [x1, CF * y1 + SF * z, CF * z - SF * y1];
}

function leanAll(positions: Float32Array): void {
  for (let i = 0; i < positions.length; i += 3) {
    const [x, y, z] = lean([positions[i]!, positions[i + 1]!, positions[i + 2]!]);
    positions[i] = x;
    positions[i + 1] = y;
    positions[i + 2] = z;
  }
}
