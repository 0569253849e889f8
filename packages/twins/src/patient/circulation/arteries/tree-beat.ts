import { TwinwardError } from '@twinward/contract';
import { cos, sin } from '@twinward/simulate';
import type { ArterialBed } from './artery.ts';
import { type LumpedTree, sectionNamed } from './lumped-tree.ts';

/** Harmonics of the beat that are followed: to 38 Hz at 72 beats a minute. */
const HARMONICS = 32;

/** What drives a tree through one beat, SI. */
export interface TreeDrive {
  /** What is given at the root: its pressure, Pa, or the flow into it, m3/s. */
  readonly given: 'pressure' | 'flow';
  /** Of the root [n]: equal steps over one beat, its end left out; n at least 64. */
  readonly course: Float64Array;
  /** Seconds. */
  readonly period: number;
  /** Pressure behind the beds, Pa. */
  readonly distalPressure: number;
}

/** Somewhere along an artery. */
export interface TreePlace {
  readonly artery: string;
  /** Share of its length, 0 at the end nearer to the heart to 1. */
  readonly along: number;
}

/**
 * One beat of a tree in its periodic state, harmonic by harmonic: exact in time, whatever the steps it is read at.
 *
 * @example
 * const tree = new ArterialTree(ADAN56, ADAN56_WALL).lump({ pressure: 12_000, stiffness: 1, bedResistance: 1 });
 * const course = new Float64Array(64).fill(12_000);
 * const beat = new TreeBeat(tree, { given: 'pressure', course, period: 0.8, distalPressure: 600 });
 * const wrist = beat.pressure({ artery: 'radial-right', along: 0.5 }, 100);
 * wrist[0] < 12_000; // true
 */
export class TreeBeat {
  readonly #tree: LumpedTree;
  readonly #drive: TreeDrive;
  /** Pressure at each node: an artery of m blocks has m + 1, its two ends among them [harmonics + 1][nodes]. */
  readonly #real: readonly Float64Array[];
  readonly #imaginary: readonly Float64Array[];
  /** Flow into the root [harmonics + 1], real and imaginary. */
  readonly #inflow: readonly (readonly [number, number])[];

  /**
   * Solves the tree for each harmonic of its root, from the beds up and from the root down: the input admittance of a block is
   * i w C + 1 / (R + i w L + Z) before an impedance Z; admittances of branches add. Throws `model.invalid` for fewer samples than harmonics need.
   */
  constructor(tree: LumpedTree, drive: TreeDrive) {
    if (drive.course.length < 2 * HARMONICS)
      throw new TwinwardError('model.invalid', `a beat of ${drive.course.length} samples is too coarse`, {
        field: 'course',
        remedy: `at least ${2 * HARMONICS} samples`,
      });
    this.#tree = tree;
    this.#drive = drive;
    const solved = Array.from({ length: HARMONICS + 1 }, (_, k) => this.#harmonic(k));
    this.#real = solved.map(({ real }) => real);
    this.#imaginary = solved.map(({ imaginary }) => imaginary);
    this.#inflow = solved.map(({ inflow }) => inflow);
  }

  /** Flow into the root, m3/s [points], at equal steps from the beginning of the beat, its end left out. */
  inflow(points: number): Float64Array {
    return courseOf(this.#inflow, points);
  }

  /** Pressure at a place, Pa [points], at equal steps from the beginning of the beat, its end left out. */
  pressure({ artery, along }: TreePlace, points: number): Float64Array {
    const { starts } = this.#tree;
    const a = sectionNamed(this.#tree, artery);
    const blocks = starts[a + 1]! - starts[a]!;
    const below = Math.min(blocks - 1, Math.floor(along * blocks));
    const share = along * blocks - below;
    const node = starts[a]! + a + below;
    const between = (nodes: Float64Array): number => nodes[node]! + share * (nodes[node + 1]! - nodes[node]!);
    const harmonics = this.#real.map((real, k) => [between(real), between(this.#imaginary[k]!)] as const);
    return courseOf(harmonics, points).map((p) => p + this.#drive.distalPressure);
  }

  /** What leaves into all beds over the beat, on average, m3/s. */
  get meanOutflow(): number {
    const { beds, starts } = this.#tree;
    return beds.reduce((sum, bed, a) => {
      if (bed === null) return sum;
      return sum + this.#real[0]![starts[a + 1]! + a]! / (bed.proximalResistance + bed.distalResistance);
    }, 0);
  }

  #harmonic(k: number): Harmonic {
    const { beds, parents, starts, resistance, inertance, compliance } = this.#tree;
    const w = (2 * Math.PI * k) / this.#drive.period;
    const n = beds.length;
    const nodes = resistance.length + n;
    // the share of its inlet pressure that is left behind each block
    const [leftRe, leftIm] = [new Float64Array(resistance.length), new Float64Array(resistance.length)];
    const [yRe, yIm] = [new Float64Array(n), new Float64Array(n)];
    for (let a = n - 1; a >= 0; a--) {
      const bed = beds[a]!;
      if (bed !== null) [yRe[a], yIm[a]] = bedAdmittance(bed, w);
      let [re, im] = [yRe[a]!, yIm[a]!];
      for (let s = starts[a + 1]! - 1; s >= starts[a]!; s--) {
        // 1 / (1 + (R + i w L) Y) of the pressure is left; the admittance before is Y times that, and i w C
        const [r, x] = [resistance[s]!, w * inertance[s]!];
        const [a1, b1] = [1 + r * re - x * im, r * im + x * re];
        const size = a1 * a1 + b1 * b1;
        const [l, m] = [a1 / size, -b1 / size];
        leftRe[s] = l;
        leftIm[s] = m;
        [re, im] = [re * l - im * m, re * m + im * l + w * compliance[s]!];
      }
      const parent = parents[a]!;
      if (parent >= 0) {
        yRe[parent] = yRe[parent]! + re;
        yIm[parent] = yIm[parent]! + im;
      } else [yRe[a], yIm[a]] = [re, im];
    }
    const root = this.#root(k, [yRe[0]!, yIm[0]!]);
    const [real, imaginary] = [new Float64Array(nodes), new Float64Array(nodes)];
    for (let a = 0; a < n; a++) {
      const parent = parents[a]!;
      const from = parent < 0 ? -1 : starts[parent + 1]! + parent;
      let [re, im] = from < 0 ? root.pressure : [real[from]!, imaginary[from]!];
      let node = starts[a]! + a;
      real[node] = re;
      imaginary[node] = im;
      for (let s = starts[a]!; s < starts[a + 1]!; s++) {
        [re, im] = [re * leftRe[s]! - im * leftIm[s]!, re * leftIm[s]! + im * leftRe[s]!];
        node += 1;
        real[node] = re;
        imaginary[node] = im;
      }
    }
    return { real, imaginary, inflow: root.flow };
  }

  /** Pressure above the distal and flow at the root, in harmonic k, by the admittance of the tree. */
  #root(k: number, admittance: Complex): { readonly pressure: Complex; readonly flow: Complex } {
    const { given, course, distalPressure } = this.#drive;
    const [re, im] = harmonicOf(course, k);
    if (given === 'flow') return { pressure: quotient([re, im], admittance), flow: [re, im] };
    const pressure: Complex = [k === 0 ? re - distalPressure : re, im];
    return { pressure, flow: product(pressure, admittance) };
  }
}

type Complex = readonly [number, number];

interface Harmonic {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
  readonly inflow: Complex;
}

const product = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const quotient = ([a, b]: Complex, [c, d]: Complex): Complex => {
  const size = c * c + d * d;
  return [(a * c + b * d) / size, (b * c - a * d) / size];
};

/** Harmonic k of a course x(t) = sum of Re(x_k e^(i k w t)). */
function harmonicOf(course: Float64Array, k: number): Complex {
  let [re, im] = [0, 0];
  for (let j = 0; j < course.length; j++) {
    const angle = (2 * Math.PI * ((k * j) % course.length)) / course.length;
    re += course[j]! * cos(angle);
    im -= course[j]! * sin(angle);
  }
  const weight = (k === 0 ? 1 : 2) / course.length;
  return [re * weight, im * weight];
}

/** The sum of harmonics at equal steps [points]. */
function courseOf(harmonics: readonly Complex[], points: number): Float64Array {
  const course = new Float64Array(points);
  const angles = Float64Array.from({ length: points }, (_, j) => (2 * Math.PI * j) / points);
  const [cosine, sine] = [angles.map(cos), angles.map(sin)];
  for (const [k, [re, im]] of harmonics.entries()) {
    for (let j = 0; j < points; j++) {
      const turn = (k * j) % points;
      course[j] = course[j]! + re * cosine[turn]! - im * sine[turn]!;
    }
  }
  return course;
}

/** Of 1 / (Rp + Rd / (1 + i w Rd C)). */
function bedAdmittance(
  { proximalResistance, distalResistance, compliance }: ArterialBed,
  w: number,
): Complex {
  const x = w * distalResistance * compliance;
  const re = proximalResistance + distalResistance / (1 + x * x);
  const im = (-distalResistance * x) / (1 + x * x);
  return quotient([1, 0], [re, im]);
}
