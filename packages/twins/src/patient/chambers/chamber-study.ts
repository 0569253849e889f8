import { TwinwardError } from '@twinward/contract';
import type { Contour, PlanePoint } from './contour.ts';
import { areaLengthVolume, biplaneVolume, type ChamberVolume, singlePlaneVolume } from './disc-volume.ts';
import { type Mask, maskVolume } from './mask-volume.ts';
import { type Mesh, meshVolume } from './mesh-volume.ts';

/** A chamber as it was traced or segmented at one moment, by the method that makes a volume of it. */
export type ChamberShape =
  | { readonly method: 'biplane'; readonly fourChamber: Contour; readonly twoChamber: Contour }
  | { readonly method: 'single-plane' | 'area-length'; readonly contour: Contour }
  | { readonly method: 'mesh'; readonly mesh: Mesh }
  | { readonly method: 'mask'; readonly mask: Mask; readonly label: number };

/** The unit of coordinates and spacings. */
export type ChamberUnit = 'mm' | 'cm';

/** A left ventricle at both ends of the beat; with its epicardium at end-diastole, for its mass. */
export interface ChamberStudy {
  readonly unit: ChamberUnit;
  readonly endDiastole: ChamberShape;
  readonly endSystole: ChamberShape;
  readonly epicardium?: ChamberShape | undefined;
}

/** What a study comes to. */
export interface ChamberFigures {
  readonly method: ChamberShape['method'];
  /** mL. */
  readonly endDiastolic: number;
  readonly endSystolic: number;
  /** Percent. */
  readonly ejectionFraction: number;
  /** g; null without an epicardium. */
  readonly mass: number | null;
  /** Coefficient of variation of a volume by this method, between trained readers (chosen from Lang et al. 2015 and its sources). */
  readonly error: number;
  readonly doubts: readonly string[];
}

const ERROR: Readonly<Record<ChamberShape['method'], number>> = {
  biplane: 0.1,
  'single-plane': 0.15,
  'area-length': 0.15,
  mesh: 0.07,
  mask: 0.05,
};
/** Density of myocardium, g/mL. */
const DENSITY = 1.05;
/** mL a ventricle holds at most, and at least. */
const POSSIBLE = { least: 2, most: 1000 } as const;

/**
 * The volume of a chamber, mL, with what was doubted on the way.
 *
 * @throws `observation.invalid` as the method does, and for a volume no ventricle has
 */
export function chamberVolume(shape: ChamberShape, unit: ChamberUnit): ChamberVolume {
  const found = volumeOf(shape, unit === 'cm' ? 10 : 1);
  if (found.volume >= POSSIBLE.least && found.volume <= POSSIBLE.most) return found;
  throw new TwinwardError(
    'observation.invalid',
    `a volume of ${found.volume.toPrecision(3)} mL is no ventricle's`,
    {
      field: 'unit',
      remedy: 'check the unit of the coordinates',
    },
  );
}

function volumeOf(shape: ChamberShape, scale: number): ChamberVolume {
  switch (shape.method) {
    case 'biplane':
      return biplaneVolume(scaled(shape.fourChamber, scale), scaled(shape.twoChamber, scale));
    case 'single-plane':
      return singlePlaneVolume(scaled(shape.contour, scale));
    case 'area-length':
      return areaLengthVolume(scaled(shape.contour, scale));
    case 'mesh': {
      const vertices = Float64Array.from(shape.mesh.vertices, (x) => scale * x);
      return { volume: meshVolume({ ...shape.mesh, vertices }), doubts: [] };
    }
    case 'mask': {
      const [x, y, z] = shape.mask.spacing;
      return {
        volume: maskVolume({ ...shape.mask, spacing: [scale * x, scale * y, scale * z] }, shape.label),
        doubts: [],
      };
    }
  }
}

function scaled({ points, apex }: Contour, scale: number): Contour {
  const point = ([x, y]: PlanePoint): PlanePoint => [scale * x, scale * y];
  return { points: points.map(point), ...(apex === undefined ? {} : { apex: point(apex) }) };
}

/**
 * Volumes, ejection fraction and mass of a left ventricle. Mass is that between epicardium and endocardium, 1.05 g/mL.
 *
 * @throws as `chamberVolume`, and when the ventricle holds no less at the end of systole or its wall no volume
 */
export function chamberFigures({ unit, endDiastole, endSystole, epicardium }: ChamberStudy): ChamberFigures {
  const [held, left] = [chamberVolume(endDiastole, unit), chamberVolume(endSystole, unit)];
  if (!(left.volume < held.volume))
    throw new TwinwardError('observation.invalid', 'the ventricle holds no less at the end of systole', {
      field: 'endSystole',
      remedy: 'check which frame is which',
    });
  const outside = epicardium === undefined ? null : chamberVolume(epicardium, unit);
  if (outside !== null && !(outside.volume > held.volume))
    throw new TwinwardError('observation.invalid', 'the epicardium lies within the endocardium', {
      field: 'epicardium',
      remedy: 'check which contour is which',
    });
  const methods = new Set([endDiastole.method, endSystole.method]);
  return {
    method: endDiastole.method,
    endDiastolic: held.volume,
    endSystolic: left.volume,
    ejectionFraction: 100 * (1 - left.volume / held.volume),
    mass: outside === null ? null : DENSITY * (outside.volume - held.volume),
    error: Math.max(...[...methods].map((method) => ERROR[method])),
    doubts: [
      ...new Set([
        ...held.doubts,
        ...left.doubts,
        ...(methods.size > 1 ? ['the two volumes are by different methods'] : []),
      ]),
    ],
  };
}
