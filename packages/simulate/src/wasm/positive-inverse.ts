import type { FunctionWriter, Local } from './function-writer.ts';
import { ModuleBuilder } from './module-builder.ts';
import type { FunctionReference } from './references.ts';
import { type WebAssemblyMemory, webAssembly } from './web-assembly.ts';

const PAGE = 65536;

/**
 * Inverses of symmetric positive definite matrices in WebAssembly, without allocation, by the sweep operator (Goodnight 1979, Am. Stat.
 * 33:149-158): pivots stay positive in any order, so none is looked for.
 *
 * @example
 * const a = Float64Array.of(2, 2, 2, 4);
 * new PositiveInverse().invert(a, 2); // true
 * [...a]; // [1, -0.5, -0.5, 0.5]
 */
export class PositiveInverse {
  readonly #sweep: (n: number) => number;
  readonly #memory: WebAssemblyMemory;
  #doubles: Float64Array;
  /** The part of memory that the matrix takes. */
  #square: Float64Array;

  constructor() {
    const module = new ModuleBuilder();
    module.export('sweep', defineSweep(module));
    module.memory({ pages: 1, exportAs: 'memory' });
    const { Instance, Module } = webAssembly();
    const { exports } = new Instance(new Module(module.encode()));
    this.#sweep = exports.sweep as (n: number) => number;
    this.#memory = exports.memory as WebAssemblyMemory;
    this.#doubles = new Float64Array(this.#memory.buffer);
    this.#square = this.#doubles.subarray(0, 0);
  }

  /**
   * Replaces a matrix [n x n, by rows] by its inverse; the array may be longer. False, and the matrix left as it was, when it is not
   * positive definite to working precision.
   */
  invert(a: Float64Array, n: number): boolean {
    const size = n * n;
    if (this.#doubles.length < size) {
      this.#memory.grow(Math.ceil((8 * size - this.#memory.buffer.byteLength) / PAGE));
      this.#doubles = new Float64Array(this.#memory.buffer);
    }
    if (this.#square.length !== size || this.#square.buffer !== this.#doubles.buffer) {
      this.#square = this.#doubles.subarray(0, size);
    }
    this.#square.set(a.length === size ? a : a.subarray(0, size));
    if (this.#sweep(n) === 0) return false;
    a.set(this.#square);
    return true;
  }
}

/** sweep(n): inverts the matrix at address 0; 1 if every pivot was above zero. */
function defineSweep(module: ModuleBuilder): FunctionReference {
  return module.function('sweep', { parameters: ['i32'], results: ['i32'] }, (code, n) => {
    const whole = (): Local => code.local('i32');
    const [width, end, own, pivot, row] = [whole(), whole(), whole(), whole(), whole()];
    const [over, factor] = [code.local('f64'), code.local('f64')];
    code.get(n!).i32(8).op('i32.mul').tee(width).get(n!).op('i32.mul').set(end);
    code.block((done) => {
      code.loop((next) => {
        code.get(own).get(end).op('i32.ge_u').branchIf(done);
        // the pivot lies as many bytes into its row as rows lie before it
        code.get(own).get(own).get(n!).op('i32.div_u', 'i32.add').set(pivot);
        code.get(pivot).memory('f64.load').f64(0).op('f64.gt', 'i32.eqz');
        code.if(() => code.i32(0).op('return'));
        code.f64(1).get(pivot).memory('f64.load').op('f64.div').set(over);
        code.get(pivot).f64(1).memory('f64.store');
        eachEntry(code, width, own, (type, at) => {
          code.get(at).get(at).memory(`${type}.load`).get(over);
          if (type === 'v128') code.op('f64x2.splat', 'f64x2.mul').memory('v128.store');
          else code.op('f64.mul').memory('f64.store');
        });
        code.i32(0).set(row);
        code.loop((again) => {
          code.get(row).get(own).op('i32.ne');
          code.if(() => {
            const side = (): FunctionWriter => code.get(row).get(pivot).get(own).op('i32.sub', 'i32.add');
            side().memory('f64.load').set(factor);
            side().f64(0).memory('f64.store');
            eachEntry(code, width, row, (type, at) => {
              code.get(at).get(at).memory(`${type}.load`);
              code.get(at).get(row).op('i32.sub').get(own).op('i32.add').memory(`${type}.load`).get(factor);
              if (type === 'v128') code.op('f64x2.splat', 'f64x2.mul', 'f64x2.sub').memory('v128.store');
              else code.op('f64.mul', 'f64.sub').memory('f64.store');
            });
          });
          code.get(row).get(width).op('i32.add').tee(row).get(end).op('i32.lt_u').branchIf(again);
        });
        code.get(own).get(width).op('i32.add').set(own).branch(next);
      });
    });
    code.i32(1);
  });
}

/** All entries of the row that begins at an address, two at a time, and the last alone where their number is odd. */
function eachEntry(
  code: FunctionWriter,
  width: Local,
  start: Local,
  write: (type: 'v128' | 'f64', at: Local) => void,
): void {
  const [at, last] = [code.local('i32'), code.local('i32')];
  code.get(start).tee(at).get(width).op('i32.add').i32(16).op('i32.sub').set(last);
  code.block((end) => {
    code.loop((again) => {
      code.get(at).get(last).op('i32.gt_s').branchIf(end);
      write('v128', at);
      code.get(at).i32(16).op('i32.add').set(at).branch(again);
    });
  });
  code.get(at).get(last).i32(8).op('i32.add').op('i32.le_s');
  code.if(() => write('f64', at));
}
