import { type Contour, measureContour } from './contour.ts';

/** Discs of the method (Lang et al. 2015, J. Am. Soc. Echocardiogr. 28:1-39). */
const DISCS = 20;
const MM3_PER_ML = 1000;
/** Share by which the long axes of two views may differ before one of them is taken to be foreshortened. */
const AXES_AGREE = 0.1;

/** A volume with what was doubted on the way to it. */
export interface ChamberVolume {
  /** mL. */
  readonly volume: number;
  readonly doubts: readonly string[];
}

/**
 * Volume by the biplane method of discs: V = pi/4 L/20 sum a_i b_i, L the longer of the two axes (Lang et al. 2015).
 *
 * @throws as `measureContour`
 */
export function biplaneVolume(fourChamber: Contour, twoChamber: Contour): ChamberVolume {
  const a = measureContour(fourChamber, DISCS, 'fourChamber');
  const b = measureContour(twoChamber, DISCS, 'twoChamber');
  const length = Math.max(a.length, b.length);
  const apart = 1 - Math.min(a.length, b.length) / length;
  const sum = a.diameters.reduce((total, d, i) => total + d * b.diameters[i]!, 0);
  return {
    volume: ((Math.PI / 4) * (length / DISCS) * sum) / MM3_PER_ML,
    doubts:
      apart > AXES_AGREE
        ? [`the long axes of the two views differ by ${(100 * apart).toFixed(0)} %: one may be foreshortened`]
        : [],
  };
}

/** Volume by discs from one view, taken to be round: V = pi/4 L/20 sum a_i^2. Throws as `measureContour`. */
export function singlePlaneVolume(contour: Contour): ChamberVolume {
  const { length, diameters } = measureContour(contour, DISCS, 'contour');
  const sum = diameters.reduce((total, d) => total + d * d, 0);
  return {
    volume: ((Math.PI / 4) * (length / DISCS) * sum) / MM3_PER_ML,
    doubts: ['one view only: the other axis is taken to be the same'],
  };
}

/** Volume by area and length, V = 0.85 A^2 / L (8 / (3 pi), exact for an ellipsoid of revolution). Throws as `measureContour`. */
export function areaLengthVolume(contour: Contour): ChamberVolume {
  const { length, area } = measureContour(contour, DISCS, 'contour');
  return {
    volume: (0.85 * area * area) / length / MM3_PER_ML,
    doubts: ['area and length of one view only: the shape is taken to be an ellipsoid'],
  };
}
