// The same heart drawn without WebGL: triangles from far to near, shaded by how they face the light.
import type { Rgb } from '../pressure-ramp.ts';
import type { HeartState, Viewpoint } from './heart-scene.ts';
import { CHAMBERS, type HeartMeshes, shapeHeart, VESSELS, type Vessel } from './heart-shape.ts';
import type { Mesh } from './mesh.ts';

interface Facet {
  readonly depth: number;
  readonly corners: readonly [number, number, number, number, number, number];
  readonly shade: number;
  readonly colour: Rgb;
}

/** Light from above, from the reader's side. */
const LIGHT = [0.28, 0.55, 0.79] as const;

/** Draws a heart's surfaces into a canvas of that size, in CSS pixels. */
export function drawStill(
  to: CanvasRenderingContext2D,
  [width, height]: readonly [number, number],
  meshes: HeartMeshes,
  state: HeartState,
  view: Viewpoint,
): void {
  shapeHeart(meshes, state.middle);
  const facets: Facet[] = [];
  const scale = (height / view.away) * 1.86;
  const centre = [width / 2, height / 2] as const;
  for (const name of CHAMBERS)
    addFacets(facets, meshes.chambers[name], state.chambers[name], view, scale, centre);
  for (const name of Object.keys(VESSELS) as Vessel[])
    addFacets(facets, meshes.vessels[name], state.vessels[name], view, scale, centre);
  facets.sort((a, b) => a.depth - b.depth);
  to.clearRect(0, 0, width, height);
  to.lineWidth = 0.7;
  for (const { corners, shade, colour } of facets) {
    const part = (value: number): number => Math.round(255 * Math.min(1, value * shade));
    to.fillStyle = `rgb(${part(colour[0])} ${part(colour[1])} ${part(colour[2])})`;
    to.strokeStyle = to.fillStyle;
    to.beginPath();
    to.moveTo(corners[0], corners[1]);
    to.lineTo(corners[2], corners[3]);
    to.lineTo(corners[4], corners[5]);
    to.closePath();
    to.fill();
    to.stroke();
  }
}

function addFacets(
  facets: Facet[],
  { positions, triangles }: Mesh,
  colour: Rgb,
  { around, above }: Viewpoint,
  scale: number,
  [cx, cy]: readonly [number, number],
): void {
  const [ca, sa, cb, sb] = [Math.cos(around), Math.sin(around), Math.cos(above), Math.sin(above)];
  const seen = (corner: number): readonly [number, number, number] => {
    const [x, y, z] = [
      positions[corner * 3]! - 0.4,
      positions[corner * 3 + 1]! - 0.6,
      positions[corner * 3 + 2]! + 0.6,
    ];
    const [x1, z1] = [ca * x - sa * z, sa * x + ca * z];
    return [x1, cb * y - sb * z1, sb * y + cb * z1];
  };
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [seen(triangles[t]!), seen(triangles[t + 1]!), seen(triangles[t + 2]!)];
    const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const size = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (nz <= 0 || size === 0) continue;
    const facing = Math.max(0, (nx * LIGHT[0] + ny * LIGHT[1] + nz * LIGHT[2]) / size);
    facets.push({
      depth: a[2] + b[2] + c[2],
      corners: [
        cx + scale * a[0],
        cy - scale * a[1],
        cx + scale * b[0],
        cy - scale * b[1],
        cx + scale * c[0],
        cy - scale * c[1],
      ],
      shade: 0.5 + 0.62 * facing,
      colour,
    });
  }
}
