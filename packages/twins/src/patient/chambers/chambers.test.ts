// Chambers measured from contours, meshes and masks against solids whose volume is known, and what is refused.
import { TwinwardError } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { type ChamberShape, chamberFigures, chamberVolume } from './chamber-study.ts';
import type { Contour, PlanePoint } from './contour.ts';

/** The outline of an ellipse of half-axes a and c, cut at the height h c above its middle, from one end of the cut to the other. */
function outline(a: number, c: number, h: number, scale = 1): Contour {
  const from = Math.asin(h);
  const points = Array.from({ length: 181 }, (_, i): PlanePoint => {
    const angle = from - (i / 180) * (Math.PI + 2 * from);
    return [scale * a * Math.cos(angle), scale * c * Math.sin(angle)];
  });
  return { points };
}

/** mL of a cut ellipsoid of half-axes in mm: pi a b c (2/3 + h - h^3 / 3). */
const solid = (a: number, b: number, c: number, h: number): number =>
  (Math.PI * a * b * c * (2 / 3 + h - h ** 3 / 3)) / 1000;

const biplane = (a: number, b: number, c: number, h: number, scale = 1): ChamberShape => ({
  method: 'biplane',
  fourChamber: outline(a, c, h, scale),
  twoChamber: outline(b, c, h, scale),
});

const CUBE = [0, 0, 0, 50, 0, 0, 50, 50, 0, 0, 50, 0, 0, 0, 50, 50, 0, 50, 50, 50, 50, 0, 50, 50];
const FACES = [
  [0, 2, 1, 0, 3, 2],
  [4, 5, 6, 4, 6, 7],
  [0, 1, 5, 0, 5, 4],
  [1, 2, 6, 1, 6, 5],
  [2, 3, 7, 2, 7, 6],
  [3, 0, 4, 3, 4, 7],
];
const mesh = (triangles: readonly number[], vertices: readonly number[] = CUBE): ChamberShape => ({
  method: 'mesh',
  mesh: { vertices, triangles },
});

describe('a volume', () => {
  it('by biplane discs is that of a cut ellipsoid to half a percent', () => {
    expect(chamberVolume(biplane(25, 22, 45, 0.6), 'mm').volume / solid(25, 22, 45, 0.6)).toBeCloseTo(1, 2);
  });

  it('is the same in centimetres', () => {
    const [mm, cm] = [biplane(25, 22, 45, 0.6), biplane(25, 22, 45, 0.6, 0.1)];
    expect(chamberVolume(cm, 'cm').volume).toBeCloseTo(chamberVolume(mm, 'mm').volume, 9);
  });

  it('by area and length is that of an ellipsoid of revolution', () => {
    const shape: ChamberShape = { method: 'area-length', contour: outline(24, 44, 0.98) };
    expect(chamberVolume(shape, 'mm').volume / solid(24, 24, 44, 0.98)).toBeCloseTo(1, 1);
  });

  it('of a cube of 5 cm, as a mesh, is 125 mL exactly, wherever it lies', () => {
    expect(chamberVolume(mesh(FACES.flat()), 'mm').volume).toBeCloseTo(125, 9);
    const far = CUBE.map((x) => x + 1e6);
    expect(chamberVolume(mesh(FACES.flat(), far), 'mm').volume).toBeCloseTo(125, 9);
  });
});

describe('a study', () => {
  it('gives ejection fraction and mass', () => {
    const figures = chamberFigures({
      unit: 'mm',
      endDiastole: biplane(25, 25, 45, 0.5),
      endSystole: biplane(18, 18, 38, 0.5),
      epicardium: biplane(34, 34, 53, 0.5),
    });
    expect(figures.ejectionFraction).toBeCloseTo(
      100 * (1 - solid(18, 18, 38, 0.5) / solid(25, 25, 45, 0.5)),
      0,
    );
    expect(figures.mass! / (1.05 * (solid(34, 34, 53, 0.5) - solid(25, 25, 45, 0.5)))).toBeCloseTo(1, 2);
    expect(figures.doubts).toEqual([]);
  });

  it('doubts views whose long axes differ', () => {
    const shape: ChamberShape = {
      method: 'biplane',
      fourChamber: outline(25, 45, 0.5),
      twoChamber: outline(25, 36, 0.5),
    };
    expect(chamberVolume(shape, 'mm').doubts[0]).toContain('foreshortened');
  });

  it('refuses frames that are swapped', () => {
    const [large, small] = [biplane(25, 25, 45, 0.5), biplane(18, 18, 38, 0.5)];
    expect(() => chamberFigures({ unit: 'mm', endDiastole: small, endSystole: large })).toThrow(
      TwinwardError,
    );
  });
});

describe('is refused with the field', () => {
  const closed: Contour = {
    points: Array.from({ length: 60 }, (_, i): PlanePoint => {
      const angle = (2 * Math.PI * i) / 59;
      return [25 * Math.cos(angle), 45 * Math.sin(angle)];
    }),
  };
  const cut = FACES.flat().slice(3);
  const flipped = [0, 1, 2, ...cut];
  const blob = { size: [3, 3, 3] as const, spacing: [20, 20, 20] as const };
  const inside = Array.from({ length: 27 }, (_, i) => Number(i === 13));
  it.each<[string, ChamberShape, string]>([
    ['a contour closed on itself', { method: 'single-plane', contour: closed }, 'points'],
    [
      'a contour of three points',
      {
        method: 'single-plane',
        contour: {
          points: [
            [0, 0],
            [5, 40],
            [10, 0],
          ],
        },
      },
      'points',
    ],
    [
      'a contour with a number missing',
      { method: 'single-plane', contour: { points: outline(25, 45, 0.5).points.with(9, [Number.NaN, 1]) } },
      'points',
    ],
    [
      'an apex at the annulus',
      { method: 'single-plane', contour: { ...outline(25, 45, 0), apex: [0, 0] } },
      'apex',
    ],
    [
      'metres taken for millimetres',
      { method: 'single-plane', contour: outline(25, 45, 0.5, 0.001) },
      'points',
    ],
    ['an open mesh', mesh(cut), 'triangles'],
    ['a mesh with a triangle flipped', mesh(flipped), 'triangles'],
    ['a mesh inside out', mesh(FACES.flat().toReversed()), 'triangles'],
    ['a mesh with a wall across it', mesh([...FACES.flat(), 0, 2, 6, 0, 6, 4]), 'triangles'],
    [
      'two meshes',
      mesh([...FACES.flat(), ...FACES.flat().map((i) => i + 8)], [...CUBE, ...CUBE.map((x) => x + 99)]),
      'triangles',
    ],
    ['a mesh of a vertex that is not there', mesh(FACES.flat().with(0, 99)), 'triangles'],
    ['a mask without the label', { method: 'mask', mask: { ...blob, labels: inside }, label: 2 }, 'label'],
    [
      'a mask cut off by its edge',
      { method: 'mask', mask: { ...blob, labels: inside.with(0, 1) }, label: 1 },
      'labels',
    ],
    [
      'a mask of voxels of 2 m',
      { method: 'mask', mask: { ...blob, spacing: [2000, 20, 20], labels: inside }, label: 1 },
      'spacing',
    ],
    ['a mask of too few labels', { method: 'mask', mask: { ...blob, labels: [1] }, label: 1 }, 'size'],
    [
      'a cube of 50 cm',
      mesh(
        FACES.flat(),
        CUBE.map((x) => 10 * x),
      ),
      'unit',
    ],
  ])('%s', (_, shape, field) => {
    let error: unknown;
    try {
      chamberVolume(shape, 'mm');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'observation.invalid' });
    expect((error as TwinwardError).place.field).toContain(field);
    expect((error as TwinwardError).place.remedy).toBeTruthy();
  });
});
