import { TwinwardError } from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import { type ArterialWall, wallStiffness } from './arterial-wall.ts';
import type { ArterialBed, Artery } from './artery.ts';
import { type LumpedTree, treeResistance } from './lumped-tree.ts';

/** Longest block, m: a 50th of the shortest wave that is followed, 5 m/s at 40 Hz. Half of it moves no pressure by 1 mmHg (`verify arterial-tree`). */
const LONGEST = 0.0025;
/** Radius over that at the reference pressure to which the tube law is trusted; below, less pressure would mean more compliance. */
const LEAST_STRETCH = 0.5;
/** Multiples of the published resistances of the beds among which one is sought. */
const SOUGHT = [1e-3, 1e3] as const;
const HALVINGS = 60;

/** How a tree stands in a person. */
export interface TreeState {
  /** Mean pressure about which its walls move, Pa. */
  readonly pressure: number;
  /** Young's modulus of the walls and elastance of the beds, as a multiple of the published. */
  readonly stiffness: number;
  /** Resistances of the beds as a multiple of the published. */
  readonly bedResistance: number;
}

/** What a tree comes to as a whole, SI. */
export interface TreeTotals {
  /** Mean pressure at its root, Pa. */
  readonly pressure: number;
  /** To steady flow, from the heart to behind the beds, Pa.s/m3. */
  readonly resistance: number;
  /** Of all walls and beds, m3/Pa. */
  readonly compliance: number;
}

/**
 * A tree of arteries of given geometry and wall, cut into blocks once, to stand in any person.
 *
 * @example
 * const tree = new ArterialTree(ADAN56, ADAN56_WALL);
 * const state = tree.stateOf({ pressure: 12_000, resistance: 1.3e8, compliance: 9e-9 });
 * Math.round(treeResistance(tree.lump(state)) / 1e6); // 130
 */
export class ArterialTree {
  readonly #arteries: readonly Artery[];
  readonly #wall: ArterialWall;
  readonly #parents: Int32Array;
  readonly #starts: Int32Array;
  /** Of each block: area at the reference pressure (m2), published stiffness (Pa), length (m). */
  readonly #area: Float64Array;
  readonly #published: Float64Array;
  readonly #length: Float64Array;

  /** Cuts each artery into equal blocks of at most `longest` metres. Arteries come after the one they leave. */
  constructor(arteries: readonly Artery[], wall: ArterialWall, longest: number = LONGEST) {
    this.#arteries = arteries;
    this.#wall = wall;
    const place = new Map(arteries.map(({ name }, a) => [name, a]));
    this.#parents = Int32Array.from(arteries, ({ from }) => (from === null ? -1 : place.get(from)!));
    const counts = arteries.map(({ length }) => Math.ceil(length / longest - 1e-9));
    this.#starts = new Int32Array(arteries.length + 1);
    for (const [a, count] of counts.entries()) this.#starts[a + 1] = this.#starts[a]! + count;
    const n = this.#starts.at(-1)!;
    this.#area = new Float64Array(n);
    this.#published = new Float64Array(n);
    this.#length = new Float64Array(n);
    for (const [a, { length, proximalRadius, distalRadius }] of arteries.entries()) {
      for (let i = 0; i < counts[a]!; i++) {
        const at = this.#starts[a]! + i;
        const radius = proximalRadius + ((distalRadius - proximalRadius) * (i + 0.5)) / counts[a]!;
        this.#area[at] = Math.PI * radius * radius;
        this.#published[at] = wallStiffness(radius, wall.youngsModulus);
        this.#length[at] = length / counts[a]!;
      }
    }
  }

  /**
   * The blocks of the tree in a state. Each is the tube law taken to first order about the mean pressure P: with A = A0 (1 + (P - P0)/b)^2,
   * C = dA/dP dx, L = rho dx / A and R = 2 (g + 2) pi mu dx / A^2 (Boileau et al. 2015, eqs. 1 to 5, without convection). Throws
   * `model.domain` where a wall would be too soft to stay open.
   */
  lump({ pressure, stiffness, bedResistance }: TreeState): LumpedTree {
    const n = this.#area.length;
    const { profile, viscosity, density, referencePressure } = this.#wall;
    const [resistance, inertance, compliance] = [
      new Float64Array(n),
      new Float64Array(n),
      new Float64Array(n),
    ];
    for (let i = 0; i < n; i++) {
      const b = stiffness * this.#published[i]!;
      const stretch = 1 + (pressure - referencePressure) / b;
      if (!(stretch >= LEAST_STRETCH)) throw tooSoft();
      const area = this.#area[i]! * stretch * stretch;
      resistance[i] = (2 * (profile + 2) * Math.PI * viscosity * this.#length[i]!) / (area * area);
      inertance[i] = (density * this.#length[i]!) / area;
      compliance[i] = (2 * this.#area[i]! * stretch * this.#length[i]!) / b;
    }
    const inPerson = (bed: ArterialBed): ArterialBed => ({
      proximalResistance: bed.proximalResistance * bedResistance,
      distalResistance: bed.distalResistance * bedResistance,
      compliance: bed.compliance / stiffness,
    });
    return {
      arteries: this.#arteries,
      parents: this.#parents,
      starts: this.#starts,
      resistance,
      inertance,
      compliance,
      beds: this.#arteries.map(({ bed }) => bed && inPerson(bed)),
    };
  }

  /**
   * The state in which the tree has a person's resistance and compliance: one factor makes all walls and beds stiffer, another all beds
   * narrower. Throws `model.domain` when there is none: walls would be too soft, or the arteries alone resist more.
   */
  stateOf({ pressure, resistance, compliance }: TreeTotals): TreeState {
    const stiffness = this.#stiffnessOf(pressure, compliance);
    const tree = this.lump({ pressure, stiffness, bedResistance: 1 });
    let [low, high] = SOUGHT.map(log) as [number, number];
    if (!(treeResistance(tree, exp(low)) < resistance && resistance < treeResistance(tree, exp(high))))
      throw new TwinwardError(
        'model.domain',
        'no beds behind the arteries give the resistance of this person',
        {
          field: 'resistance',
          remedy: 'above that of the large arteries alone',
        },
      );
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2;
      if (treeResistance(tree, exp(middle)) < resistance) low = middle;
      else high = middle;
    }
    return { pressure, stiffness, bedResistance: exp((low + high) / 2) };
  }

  /** The sum of compliances is first / s + second / s^2 in the stiffness s, with second of the sign of P - P0. */
  #stiffnessOf(pressure: number, compliance: number): number {
    let first = this.#arteries.reduce((sum, { bed }) => sum + (bed?.compliance ?? 0), 0);
    let second = 0;
    for (let i = 0; i < this.#area.length; i++) {
      const share = (2 * this.#area[i]! * this.#length[i]!) / this.#published[i]!;
      first += share;
      second += (share * (pressure - this.#wall.referencePressure)) / this.#published[i]!;
    }
    const root = first * first + 4 * second * compliance;
    if (!(compliance > 0 && root >= 0)) throw tooSoft();
    return (first + Math.sqrt(root)) / (2 * compliance);
  }
}

function tooSoft(): TwinwardError {
  return new TwinwardError('model.domain', 'arteries so soft would not stay open at this pressure', {
    field: 'compliance',
    remedy: 'a smaller compliance or a higher pressure',
  });
}
