import { TwinwardError } from '@twinward/contract';

/** A segmentation: a label for each voxel. */
export interface Mask {
  /** Voxels along each axis. */
  readonly size: readonly [number, number, number];
  /** mm from voxel to voxel along each axis, slice gaps included. */
  readonly spacing: readonly [number, number, number];
  /** [size product], first axis fastest. */
  readonly labels: ArrayLike<number>;
}

/** mm a voxel's edge may have. */
const EDGE = { least: 0.05, most: 25 } as const;

/**
 * Volume of the voxels of a label, mL: their number times the product of the spacings.
 *
 * @throws `observation.invalid` naming the field: sizes that do not multiply to the labels given, spacings no image has in mm, no such voxel,
 * or a chamber cut off by the edge of the image
 * @example
 * maskVolume({ size: [3, 3, 3], spacing: [10, 10, 10], labels: Array.from({ length: 27 }, (_, i) => Number(i === 13)) }, 1); // 1
 */
export function maskVolume({ size, spacing, labels }: Mask, label: number): number {
  const [nx, ny, nz] = size;
  if (size.some((n) => !Number.isInteger(n) || n < 1) || nx * ny * nz !== labels.length)
    throw refused(
      'size',
      `${size.join(' x ')} voxels are not the ${labels.length} labels given`,
      'send a label for each voxel',
    );
  if (spacing.some((d) => !(d >= EDGE.least && d <= EDGE.most)))
    throw refused(
      'spacing',
      `voxels of ${spacing.join(' x ')} mm are none of a heart`,
      'send the spacing in mm',
    );
  let count = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== label) continue;
    count++;
    const [x, y, z] = [i % nx, Math.floor(i / nx) % ny, Math.floor(i / (nx * ny))];
    if (x === 0 || y === 0 || x === nx - 1 || y === ny - 1 || z === 0 || z === nz - 1)
      throw refused(
        'labels',
        'the chamber reaches the edge of the image',
        'send an image that holds all of it, with a rim of other voxels',
      );
  }
  if (count === 0)
    throw refused('label', `no voxel has the label ${label}`, 'name a label that is in the mask');
  return (count * spacing[0] * spacing[1] * spacing[2]) / 1000;
}

function refused(field: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('observation.invalid', message, { field, remedy });
}
