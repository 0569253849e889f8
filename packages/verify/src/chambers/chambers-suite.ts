// `verify chambers`: volumes of chambers from contours, meshes and masks against solids whose volume has a formula.
import { type RandomSource, TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { type ChamberShape, chamberVolume } from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { biplaneOf, drawSolid, maskOf, meshOf, solidVolume, viewOf } from './solids.ts';

const SOLIDS = 40;

interface ChamberCase {
  readonly name: string;
  readonly shape: ChamberShape;
  readonly unit: 'mm' | 'cm';
  /** mL. */
  readonly expected: number;
  /** Percent. */
  readonly tolerance: number;
}

/** Chambers of known volume; without FILE cut ellipsoids drawn by the seed, by every method. */
export const chambersSuite: Suite = {
  name: 'chambers',
  title: 'Volumes of chambers from contours, meshes and masks against exact solids',
  takes:
    'JSON { "cases": [{ "name", "unit": "mm" or "cm", "shape": { "method", ... }, "expected": mL, "tolerance": % }] }',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const cases: ChamberCase[] = [];
    for (const file of call.files) cases.push(...readCases(await readInput(file), file));
    if (call.files.length === 0) cases.push(...drawnCases(philox(call.seed)));
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const worst = new Map<string, number>();
    for (const [index, { name, shape, unit, expected, tolerance }] of cases.entries()) {
      try {
        const off = 100 * (chamberVolume(shape, unit).volume / expected - 1);
        worst.set(shape.method, Math.max(worst.get(shape.method) ?? 0, Math.abs(off)));
        if (!(Math.abs(off) <= tolerance))
          failed.push({ name, why: `${off.toFixed(2)} % off; at most ${tolerance}` });
      } catch (error) {
        if (!(error instanceof TwinwardError)) throw error;
        unsupported.push({ name, why: error.message });
      }
      if (index % 20 === 19) call.progress(index + 1, cases.length, 'solids');
    }
    const figures: Record<string, number | string> = call.files.length === 0 ? { seed: call.seed } : {};
    for (const [method, off] of worst)
      figures[`${method}: largest % off (formula of the solid)`] = Number(off.toFixed(3));
    return {
      cases: cases.length,
      passed: cases.length - failed.length - unsupported.length,
      failed,
      unsupported,
      figures,
    };
  },
};

function drawnCases(random: RandomSource): ChamberCase[] {
  return Array.from({ length: SOLIDS }, (_, i) => {
    const solid = drawSolid(random, i, false);
    const round = drawSolid(random.derive('round'), i, true);
    const whole = { ...round, cut: 0.98 };
    const of = (shape: ChamberShape, exact: typeof solid, tolerance: number): ChamberCase => ({
      name: `${shape.method} ${i + 1}`,
      shape,
      unit: 'mm',
      expected: solidVolume(exact),
      tolerance,
    });
    return [
      of(biplaneOf(solid), solid, 0.5),
      of(viewOf(round, 'single-plane'), round, 0.5),
      of(viewOf(whole, 'area-length'), whole, 1.5),
      of(meshOf(solid), solid, 0.2),
      of(maskOf(solid), solid, 1.5),
    ];
  }).flat();
}

/** Reads cases. Throws `usage` naming what is missing. */
function readCases(text: string, where: string): readonly ChamberCase[] {
  const refuse = (what: string): TwinwardError =>
    new TwinwardError('usage', `${where}: ${what}`, {
      field: 'FILE',
      remedy: 'see verify --list for the format',
    });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refuse('not JSON');
  }
  const cases = (parsed as { readonly cases?: unknown } | null)?.cases;
  if (!Array.isArray(cases) || cases.length === 0) throw refuse('there are no cases');
  return cases.map((one: Partial<ChamberCase>, index) => {
    const { name = `case ${index + 1}`, unit = 'mm', expected, tolerance = 1, shape } = one;
    if (typeof expected !== 'number' || !(expected > 0)) throw refuse(`${name} expects no volume`);
    if (unit !== 'mm' && unit !== 'cm') throw refuse(`${name} is in neither mm nor cm`);
    if (shape === undefined || !isShape(shape)) throw refuse(`${name} has no shape of a known method`);
    return { name, unit, expected, tolerance, shape };
  });
}

function isShape(shape: ChamberShape): boolean {
  switch (shape.method) {
    case 'biplane':
      return Array.isArray(shape.fourChamber?.points) && Array.isArray(shape.twoChamber?.points);
    case 'single-plane':
    case 'area-length':
      return Array.isArray(shape.contour?.points);
    case 'mesh':
      return Array.isArray(shape.mesh?.vertices) && Array.isArray(shape.mesh.triangles);
    case 'mask':
      return (
        Array.isArray(shape.mask?.labels) && shape.mask.size?.length === 3 && shape.mask.spacing?.length === 3
      );
    default:
      return false;
  }
}
