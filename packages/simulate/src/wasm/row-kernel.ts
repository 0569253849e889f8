import type { FunctionWriter, Local } from './function-writer.ts';
import { ModuleBuilder } from './module-builder.ts';
import type { FunctionReference } from './references.ts';
import { type WebAssemblyMemory, webAssembly } from './web-assembly.ts';

const PAGE = 65536;
type Kernel = (x: number, m: number, n: number, a: number, b: number, less: number) => number;

/** Columns of a tile, widest first. */
const TILES = [8, 4, 2, 1] as const;

/**
 * What is done to every row of a matrix [m x n, by rows], in WebAssembly, two columns side by side. Every entry is what the plain loop
 * gives, bit for bit.
 *
 * @example
 * const sums = new Float64Array(2);
 * new RowKernel().departures(Float64Array.of(1, 2, 4, 8, 5, 2), 3, 2, sums);
 * [...sums]; // [7, 6]
 */
export class RowKernel {
  readonly #departures: Kernel;
  readonly #scale: Kernel;
  readonly #scaleLess: Kernel;
  readonly #memory: WebAssemblyMemory;
  #doubles: Float64Array;
  /** The part of memory that the last matrix took. */
  #matrix: Float64Array;

  constructor() {
    const module = new ModuleBuilder();
    module.export('departures', defineDepartures(module));
    module.export('scale', defineScale(module, false));
    module.export('scaleLess', defineScale(module, true));
    module.memory({ pages: 1, exportAs: 'memory' });
    const { Instance, Module } = webAssembly();
    const { exports } = new Instance(new Module(module.encode()));
    this.#departures = exports.departures as Kernel;
    this.#scale = exports.scale as Kernel;
    this.#scaleLess = exports.scaleLess as Kernel;
    this.#memory = exports.memory as WebAssemblyMemory;
    this.#doubles = new Float64Array(this.#memory.buffer);
    this.#matrix = this.#doubles.subarray(0, 0);
  }

  /** Writes the sum over all rows of what they are more than the first row [n]; whether these sums are finite numbers. */
  departures(x: Float64Array, m: number, n: number, out: Float64Array): boolean {
    const finite = this.finite(x, m, n);
    const size = m * n;
    for (let j = 0; j < n; j++) out[j] = this.#doubles[size + j]!;
    return finite;
  }

  /** Whether the sums that `departures` writes are finite numbers, as they seldom are not where all of x [m x n] is. */
  finite(x: Float64Array, m: number, n: number): boolean {
    const size = m * n;
    const doubles = this.#reserve(size, n);
    this.#matrix.set(x.length === size ? x : x.subarray(0, size));
    this.#departures(0, m, n, 8 * size, 0, 0);
    let total = 0;
    for (let j = size; j < size + n; j++) total += doubles[j]!;
    return Number.isFinite(total);
  }

  /** Writes a_j x_ij + b_j [m x n] for factors a [n] and offsets b [n], less a matrix if one is given. `out` may be x. */
  scale(
    x: Float64Array,
    m: number,
    n: number,
    a: Float64Array,
    b: Float64Array,
    out: Float64Array,
    less: Float64Array | null = null,
  ): void {
    const size = m * n;
    const doubles = this.#reserve(size, less === null ? 2 * n : 2 * n + size);
    this.#matrix.set(x.length === size ? x : x.subarray(0, size));
    for (let j = 0; j < n; j++) {
      doubles[size + j] = a[j]!;
      doubles[size + n + j] = b[j]!;
    }
    if (less === null) this.#scale(0, m, n, 8 * size, 8 * (size + n), 0);
    else {
      const behind = size + 2 * n;
      doubles.set(less.length === size ? less : less.subarray(0, size), behind);
      this.#scaleLess(0, m, n, 8 * size, 8 * (size + n), 8 * behind);
    }
    out.set(this.#matrix);
  }

  /** Room for a matrix and some numbers behind it. */
  #reserve(size: number, behind: number): Float64Array {
    if (this.#doubles.length < size + behind) {
      this.#memory.grow(Math.ceil((8 * (size + behind) - this.#memory.buffer.byteLength) / PAGE));
      this.#doubles = new Float64Array(this.#memory.buffer);
      this.#matrix = this.#doubles.subarray(0, 0);
    }
    if (this.#matrix.length !== size) this.#matrix = this.#doubles.subarray(0, size);
    return this.#doubles;
  }
}

const SIGNATURE = { parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], results: [] } as const;

function defineDepartures(module: ModuleBuilder): FunctionReference {
  return module.function('departures', SIGNATURE, (code, x, m, n, out) => {
    eachTile(code, { x: x!, m: m!, n: n! }, (tile, offset, rows) => {
      const first = tile.map(({ type }) => code.local(type));
      const sums = tile.map(({ type }) => code.local(type));
      tile.forEach(({ load, at, zero }, v) => {
        code.get(x!).get(offset).op('i32.add').memory(load, at).set(first[v]!);
        zero().set(sums[v]!);
      });
      rows((row) => {
        tile.forEach(({ load, at, minus, plus }, v) => {
          code.get(row).memory(load, at).get(first[v]!).op(minus).get(sums[v]!).op(plus).set(sums[v]!);
        });
      });
      tile.forEach(({ store, at }, v) => {
        code.get(out!).get(offset).op('i32.add').get(sums[v]!).memory(store, at);
      });
    });
  });
}

function defineScale(module: ModuleBuilder, withLess: boolean): FunctionReference {
  return module.function(withLess ? 'scaleLess' : 'scale', SIGNATURE, (code, x, m, n, a, b, less) => {
    eachTile(code, { x: x!, m: m!, n: n! }, (tile, offset, rows) => {
      const factors = tile.map(({ type }) => code.local(type));
      const offsets = tile.map(({ type }) => code.local(type));
      tile.forEach(({ load, at }, v) => {
        code.get(a!).get(offset).op('i32.add').memory(load, at).set(factors[v]!);
        code.get(b!).get(offset).op('i32.add').memory(load, at).set(offsets[v]!);
      });
      rows((row) => {
        tile.forEach(({ load, store, at, plus, minus, times }, v) => {
          code.get(row).get(row).memory(load, at).get(factors[v]!).op(times).get(offsets[v]!).op(plus);
          // the matrix that is taken off lies as far behind as its beginning
          if (withLess) code.get(row).get(less!).op('i32.add').memory(load, at).op(minus);
          code.memory(store, at);
        });
      });
    });
  });
}

/** One column, or two side by side. */
function lane(code: FunctionWriter, at: number, two: boolean) {
  return {
    at,
    type: two ? ('v128' as const) : ('f64' as const),
    load: two ? ('v128.load' as const) : ('f64.load' as const),
    store: two ? ('v128.store' as const) : ('f64.store' as const),
    plus: two ? ('f64x2.add' as const) : ('f64.add' as const),
    minus: two ? ('f64x2.sub' as const) : ('f64.sub' as const),
    times: two ? ('f64x2.mul' as const) : ('f64.mul' as const),
    zero: () => (two ? code.f64x2(0) : code.f64(0)),
  };
}

/** Writes what is done with each tile of columns; `rows` repeats for each of its rows, `offset` is its first column in bytes. */
function eachTile(
  code: FunctionWriter,
  { x, m, n }: { readonly x: Local; readonly m: Local; readonly n: Local },
  write: (
    tile: readonly ReturnType<typeof lane>[],
    offset: Local,
    rows: (body: (row: Local) => void) => void,
  ) => void,
): void {
  const [offset, width, row, left] = [
    code.local('i32'),
    code.local('i32'),
    code.local('i32'),
    code.local('i32'),
  ];
  code.get(n).i32(8).op('i32.mul').set(width);
  for (const columns of TILES) {
    const tile = Array.from({ length: Math.max(1, columns / 2) }, (_, v) => lane(code, 16 * v, columns > 1));
    code.block((end) => {
      code.loop((again) => {
        code
          .get(offset)
          .i32(8 * columns)
          .op('i32.add')
          .get(width)
          .op('i32.gt_s')
          .branchIf(end);
        write(tile, offset, (body) => {
          code.get(x).get(offset).op('i32.add').set(row).get(m).set(left);
          code.loop((next) => {
            body(row);
            code.get(row).get(width).op('i32.add').set(row);
            code.get(left).i32(1).op('i32.sub').tee(left).branchIf(next);
          });
        });
        code
          .get(offset)
          .i32(8 * columns)
          .op('i32.add')
          .set(offset)
          .branch(again);
      });
    });
  }
}
