import type { ElementaryFunction } from '@twinward/simulate';

/** What a function gives at arguments where it has no ordinary value. */
export interface SpecialValue {
  readonly of: ElementaryFunction;
  readonly x: number;
  readonly y?: number;
  readonly is: number;
}

const { NaN: NOT, POSITIVE_INFINITY: INF, MAX_VALUE: MAX, MIN_VALUE: MIN } = Number;

/** Finite powers that are no whole number, even whole numbers and odd ones. */
const BROKEN = [0.5, 2.5, 1e-300, 4503599627370495.5];
const EVEN = [2, 4, 1e300, 9007199254740992];
const ODD = [1, 3, 4503599627370497, 9007199254740991];
const POWERS = [...BROKEN, ...EVEN, ...ODD];

const unary: Readonly<
  Record<Exclude<ElementaryFunction, 'pow'>, readonly (readonly [x: number, is: number])[]>
> = {
  exp: [
    [0, 1],
    [-0, 1],
    [INF, INF],
    [-INF, 0],
    [709.7827128933841, INF],
    [-745.1332191019411, MIN],
    [-745.1332191019412, 0],
  ],
  expm1: [
    [0, 0],
    [-0, -0],
    [INF, INF],
    [-INF, -1],
    [MIN, MIN],
    [-50, -1],
    [709.7827128933841, INF],
  ],
  log: [
    [1, 0],
    [0, -INF],
    [-0, -INF],
    [INF, INF],
    [-1, NOT],
    [-MIN, NOT],
    [-INF, NOT],
  ],
  tanh: [
    [0, 0],
    [-0, -0],
    [INF, 1],
    [-INF, -1],
    [MAX, 1],
    [-MIN, -MIN],
  ],
  sin: [
    [0, 0],
    [-0, -0],
    [INF, NOT],
    [-INF, NOT],
    [-MIN, -MIN],
  ],
  cos: [
    [0, 1],
    [-0, 1],
    [INF, NOT],
    [-INF, NOT],
    [MIN, 1],
  ],
  tan: [
    [0, 0],
    [-0, -0],
    [INF, NOT],
    [-INF, NOT],
    [-MIN, -MIN],
  ],
  atan: [
    [0, 0],
    [-0, -0],
    [INF, Math.PI / 2],
    [-INF, -Math.PI / 2],
    [MAX, Math.PI / 2],
    [-MIN, -MIN],
  ],
};

function power(x: number, y: number, is: number): SpecialValue {
  return { of: 'pow', x, y, is };
}

/** The table of C99 F.9.4.4, line by line. */
function powers(): readonly SpecialValue[] {
  return [
    ...ODD.flatMap((y) => [
      power(0, -y, INF),
      power(-0, -y, -INF),
      power(0, y, 0),
      power(-0, y, -0),
      power(-INF, -y, -0),
      power(-INF, y, -INF),
      power(-1, y, -1),
    ]),
    ...[...EVEN, ...BROKEN].flatMap((y) => [
      power(0, -y, INF),
      power(-0, -y, INF),
      power(0, y, 0),
      power(-0, y, 0),
      power(-INF, -y, 0),
      power(-INF, y, INF),
    ]),
    ...[0, INF, -INF, NOT, 1, -1, 2.5, -2.5, MAX, -MIN].flatMap((x) => [power(x, 0, 1), power(x, -0, 1)]),
    ...[...POWERS, ...POWERS.map((y) => -y)].map((y) => power(1, y, 1)),
    ...BROKEN.flatMap((y) => [power(-1, y, NOT), power(-2.5, y, NOT), power(-MIN, -y, NOT)]),
    ...[0, 0.5, -0.5, MIN, -1 + 2 ** -53].flatMap((x) => [power(x, INF, 0), power(x, -INF, INF)]),
    ...[2, -2, 1 + 2 ** -52, MAX, -INF, INF].flatMap((x) => [power(x, INF, INF), power(x, -INF, 0)]),
    ...POWERS.flatMap((y) => [power(INF, y, INF), power(INF, -y, 0)]),
    power(2, 1024, INF),
    power(-2, 1025, -INF),
    power(2, -1074, MIN),
    power(-2, -1077, -0),
    power(MAX, MAX, INF),
    power(MIN, MAX, 0),
    power(2, NOT, NOT),
    power(NOT, 2, NOT),
    // where ECMAScript differs from C99, which gives 1
    power(1, NOT, NOT),
    power(1, INF, NOT),
    power(-1, INF, NOT),
    power(1, -INF, NOT),
    power(-1, -INF, NOT),
  ];
}

/** Special values by C99 annex F, and by ECMAScript where that differs: 1 to an infinite power, or to NaN, is NaN. */
export const SPECIAL_VALUES: readonly SpecialValue[] = [
  ...Object.entries(unary).flatMap(([of, values]) =>
    [...values, [NOT, NOT] as const].map(([x, is]) => ({ of: of as ElementaryFunction, x, is })),
  ),
  ...powers(),
];
