import type { FunctionWriter, Local } from './function-writer.ts';
import { ModuleBuilder } from './module-builder.ts';
import { type WebAssemblyMemory, webAssembly } from './web-assembly.ts';

/** A matrix read with strides: entry (i, k) lies at i * row + k * column. */
export interface Strided {
  readonly values: Float64Array;
  readonly row: number;
  readonly column: number;
}

const PAGE = 65536;
/** Rows of a tile. */
const ROWS = 4;

type Kernel = (
  c: number,
  a: number,
  b: number,
  m: number,
  inner: number,
  n: number,
  row: number,
  column: number,
  triangle: number,
) => number;

/**
 * Products of matrices of doubles in WebAssembly, two columns side by side and tiles of four by four in registers. Every entry is summed
 * in the order of `inner`, one term after another, so the bits are those of the plain loop on every machine.
 *
 * @example
 * const c = Float64Array.of(1, 0, 0, 1);
 * const a = { values: Float64Array.of(1, 2, 3, 4), row: 2, column: 1 };
 * new MatrixProduct().add(c, a, Float64Array.of(5, 6, 7, 8), 2, 2, 2);
 * c[3]; // 51
 */
export class MatrixProduct {
  readonly #kernel: Kernel;
  readonly #memory: WebAssemblyMemory;
  #doubles: Float64Array;
  /** The part of memory that the last C took. */
  #result: Float64Array;

  constructor() {
    const module = new ModuleBuilder();
    module.export('add', defineKernel(module));
    module.memory({ pages: 1, exportAs: 'memory' });
    const { Instance, Module } = webAssembly();
    const { exports } = new Instance(new Module(module.encode()));
    this.#kernel = exports.add as Kernel;
    this.#memory = exports.memory as WebAssemblyMemory;
    this.#doubles = new Float64Array(this.#memory.buffer);
    this.#result = this.#doubles.subarray(0, 0);
  }

  /**
   * C += A B for A [m x inner] read with strides, B [inner x n] and C [m x n] by rows; the arrays may be longer. With `triangle`, only
   * entries on and below the diagonal of a square C are sure to be computed; those above are not to be used.
   */
  add(
    c: Float64Array,
    { values, row, column }: Strided,
    b: Float64Array,
    m: number,
    inner: number,
    n: number,
    triangle = false,
  ): void {
    if (m === 0 || inner === 0 || n === 0) return;
    const sizeA = (m - 1) * row + (inner - 1) * column + 1;
    const sizeB = inner * n;
    const sizeC = m * n;
    if (this.#doubles.length < sizeA + sizeB + sizeC) this.#grow(8 * (sizeA + sizeB + sizeC));
    const doubles = this.#doubles;
    doubles.set(values.length === sizeA ? values : values.subarray(0, sizeA), sizeC);
    doubles.set(b.length === sizeB ? b : b.subarray(0, sizeB), sizeC + sizeA);
    if (this.#result.length !== sizeC) this.#result = doubles.subarray(0, sizeC);
    this.#result.set(c.length === sizeC ? c : c.subarray(0, sizeC));
    this.#kernel(0, 8 * sizeC, 8 * (sizeC + sizeA), m, inner, n, 8 * row, 8 * column, triangle ? 1 : 0);
    c.set(this.#result);
  }

  #grow(bytes: number): void {
    this.#memory.grow(Math.ceil((bytes - this.#memory.buffer.byteLength) / PAGE));
    this.#doubles = new Float64Array(this.#memory.buffer);
    this.#result = this.#doubles.subarray(0, 0);
  }
}

/** The pointers and bounds of the loops. */
interface Loops {
  readonly c: Local;
  readonly a: Local;
  readonly b: Local;
  readonly m: Local;
  readonly n: Local;
  readonly row: Local;
  readonly column: Local;
  readonly triangle: Local;
  /** Bytes of a row of B and C, and where the walk along B ends. */
  readonly width: Local;
  readonly depth: Local;
  readonly i: Local;
  readonly j: Local;
  readonly pa: readonly Local[];
  readonly pb: Local;
  readonly pc: Local;
  readonly end: Local;
}

function defineKernel(module: ModuleBuilder): ReturnType<ModuleBuilder['function']> {
  return module.function(
    'add',
    { parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], results: [] },
    (code, c, a, b, m, inner, n, row, column, triangle) => {
      const whole = () => code.local('i32');
      const loops: Loops = {
        c: c!,
        a: a!,
        b: b!,
        m: m!,
        n: n!,
        row: row!,
        column: column!,
        triangle: triangle!,
        width: whole(),
        depth: whole(),
        i: whole(),
        j: whole(),
        pa: Array.from({ length: ROWS }, whole),
        pb: whole(),
        pc: whole(),
        end: whole(),
      };
      code.get(n!).i32(8).op('i32.mul').set(loops.width);
      code.get(inner!).get(loops.width).op('i32.mul').set(loops.depth);
      code.i32(0).set(loops.j);
      for (const columns of [4, 2, 1]) writeColumns(code, loops, columns);
    },
  );
}

/** All tiles of so many columns that still fit. */
function writeColumns(code: FunctionWriter, loops: Loops, columns: number): void {
  const { i, j, n, triangle } = loops;
  code.block((end) => {
    code.loop((again) => {
      code.get(j).i32(columns).op('i32.add').get(n).op('i32.gt_s').branchIf(end);
      // below the diagonal only: from the tile that holds row j on
      code.get(j).i32(-ROWS).op('i32.and').get(triangle).op('i32.mul').set(i);
      for (const rows of [ROWS, 1]) writeRows(code, loops, rows, columns);
      code.get(j).i32(columns).op('i32.add').set(j).branch(again);
    });
  });
}

/** All tiles of so many rows that still fit, at column j. */
function writeRows(code: FunctionWriter, loops: Loops, rows: number, columns: number): void {
  const { i, m } = loops;
  code.block((end) => {
    code.loop((again) => {
      code.get(i).i32(rows).op('i32.add').get(m).op('i32.gt_s').branchIf(end);
      writeTile(code, loops, rows, columns);
      code.get(i).i32(rows).op('i32.add').set(i).branch(again);
    });
  });
}

/** C[i.., j..] += A[i.., :] B[:, j..], summed in registers. */
function writeTile(code: FunctionWriter, loops: Loops, rows: number, columns: number): void {
  const { a, b, c, row, column, width, depth, i, j, pa, pb, pc, end } = loops;
  const lanes = columns === 1 ? 1 : 2;
  const type = lanes === 1 ? 'f64' : 'v128';
  const load = lanes === 1 ? 'f64.load' : 'v128.load';
  const store = lanes === 1 ? 'f64.store' : 'v128.store';
  const [times, plus] =
    lanes === 1 ? (['f64.mul', 'f64.add'] as const) : (['f64x2.mul', 'f64x2.add'] as const);
  const vectors = columns / lanes;
  const sums = Array.from({ length: rows * vectors }, () => code.local(type));
  const right = Array.from({ length: vectors }, () => code.local(type));
  const left = code.local(type);
  code.get(c).get(i).get(width).op('i32.mul', 'i32.add').get(j).i32(8).op('i32.mul', 'i32.add').set(pc);
  code.get(b).get(j).i32(8).op('i32.mul', 'i32.add').tee(pb).get(depth).op('i32.add').set(end);
  code.get(a).get(i).get(row).op('i32.mul', 'i32.add').set(pa[0]!);
  for (let r = 1; r < rows; r++)
    code
      .get(pa[r - 1]!)
      .get(row)
      .op('i32.add')
      .set(pa[r]!);
  const eachRow = (write: (r: number) => void): void => {
    for (let r = 0; r < rows; r++) {
      write(r);
      if (r < rows - 1) code.get(pc).get(width).op('i32.add').set(pc);
    }
  };
  eachRow((r) => {
    for (let v = 0; v < vectors; v++)
      code
        .get(pc)
        .memory(load, 16 * v)
        .set(sums[r * vectors + v]!);
  });
  code.loop((again) => {
    for (let v = 0; v < vectors; v++)
      code
        .get(pb)
        .memory(load, 16 * v)
        .set(right[v]!);
    for (let r = 0; r < rows; r++) {
      code
        .get(pa[r]!)
        .memory(lanes === 1 ? 'f64.load' : 'v128.load64_splat')
        .set(left);
      for (let v = 0; v < vectors; v++) {
        const sum = sums[r * vectors + v]!;
        code.get(sum).get(left).get(right[v]!).op(times, plus).set(sum);
      }
      code.get(pa[r]!).get(column).op('i32.add').set(pa[r]!);
    }
    code.get(pb).get(width).op('i32.add').tee(pb).get(end).op('i32.lt_u').branchIf(again);
  });
  code.get(c).get(i).get(width).op('i32.mul', 'i32.add').get(j).i32(8).op('i32.mul', 'i32.add').set(pc);
  eachRow((r) => {
    for (let v = 0; v < vectors; v++)
      code
        .get(pc)
        .get(sums[r * vectors + v]!)
        .memory(store, 16 * v);
  });
}
