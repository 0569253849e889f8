import { describe, expect, it } from 'vitest';
import { CHAMBERS, heartMeshes, shapeHeart, type Volumes } from './heart-shape.ts';
import { isClosed, type Mesh, meshVolume } from './mesh.ts';
import { lengthOf, spheroidOf } from './ventricle-mesh.ts';

const CUBE: Mesh = {
  positions: Float32Array.from([0, 0, 0, 2, 0, 0, 2, 2, 0, 0, 2, 0, 0, 0, 2, 2, 0, 2, 2, 2, 2, 0, 2, 2]),
  triangles: Uint16Array.from([
    0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4, 1, 2, 6, 1, 6, 5, 2, 3, 7, 2, 7, 6, 3, 0, 4, 3, 4,
    7,
  ]),
};

/** Hearts small and large, full and empty, with a right ventricle that overloads and a left one that fails. */
const HEARTS: readonly Volumes[] = [
  { lv: 133, rv: 195, la: 74, ra: 121 },
  { lv: 41, rv: 104, la: 103, ra: 152 },
  { lv: 260, rv: 150, la: 140, ra: 90 },
  { lv: 25, rv: 30, la: 20, ra: 25 },
  { lv: 70, rv: 380, la: 30, ra: 260 },
];

describe('the volume of a surface', () => {
  it('of a cube of 2 is 8, wherever it stands, and an open one is told from a closed one', () => {
    expect(meshVolume(CUBE)).toBeCloseTo(8, 12);
    const moved = { ...CUBE, positions: CUBE.positions.map((value) => value + 7) };
    expect(meshVolume(moved)).toBeCloseTo(8, 5);
    expect(isClosed(CUBE)).toBe(true);
    expect(isClosed({ ...CUBE, triangles: CUBE.triangles.subarray(3) })).toBe(false);
  });
});

describe('the heart that is drawn', () => {
  const meshes = heartMeshes();

  it.each(HEARTS)('holds in every chamber what the twin estimates: %j', (volumes) => {
    shapeHeart(meshes, volumes);
    for (const chamber of CHAMBERS) {
      const mesh = meshes.chambers[chamber];
      expect(isClosed(mesh)).toBe(true);
      expect(Math.abs(meshVolume(mesh) / volumes[chamber] - 1)).toBeLessThan(0.002);
    }
  });

  it('keeps the volumes of a smaller and a larger heart drawn around the middle one', () => {
    const [middle, larger] = [HEARTS[0]!, { lv: 150, rv: 230, la: 90, ra: 150 }];
    shapeHeart(meshes, larger, middle);
    for (const chamber of CHAMBERS)
      expect(Math.abs(meshVolume(meshes.chambers[chamber]) / larger[chamber] - 1)).toBeLessThan(0.002);
  });

  it('shortens by a sixth when it ejects 60 %', () => {
    const [full, empty] = [lengthOf(spheroidOf(120)), lengthOf(spheroidOf(48))];
    expect(1 - empty / full).toBeCloseTo(0.17, 2);
  });

  it('has vessels whose surfaces are closed and point outwards', () => {
    shapeHeart(meshes, HEARTS[0]!);
    for (const mesh of Object.values(meshes.vessels)) {
      expect(isClosed(mesh)).toBe(true);
      expect(meshVolume(mesh)).toBeGreaterThan(0);
    }
  });
});
