import type { FunctionWriter, Local } from '../../wasm/function-writer.ts';
import type { ModuleBuilder } from '../../wasm/module-builder.ts';
import type { FunctionReference } from '../../wasm/references.ts';
import { type FourBlocks, writePhilox } from './write-philox.ts';

const TWO_TO_26 = 67108864;
const TWO_TO_MINUS_52 = 2.220446049250313e-16;
/** Bits that a word of a uniform number does not use. */
const UNUSED = 6;
const LANES = 4;

/** What the function takes, i32 each, in order. */
const PARAMETERS = [
  'blocks',
  'member',
  'memberStep',
  'stream',
  'step',
  'n',
  'nStep',
  'key0',
  'key1',
  'first',
  'second',
  'stride',
] as const;

/**
 * Defines a function that fills memory with uniform numbers, those of `Draws.uniform`, from so many blocks of Philox: counters
 * (member, stream, step, n) that go on by `memberStep` and `nStep`, and the two numbers of each block at the addresses `first` and
 * `second` that go on by `stride` bytes; no second ones when `second` is 0. Blocks are rounded up to a multiple of four, and eight
 * are made side by side while there are more than four, so that their long chains of products do not wait for each other.
 */
export function defineUniforms(module: ModuleBuilder): FunctionReference {
  const signature = { parameters: PARAMETERS.map(() => 'i32' as const), results: [] };
  return module.function('uniforms', signature, (code, ...locals) => {
    const named = Object.fromEntries(PARAMETERS.map((name, i) => [name, locals[i]!]));
    const { blocks, member, memberStep, stream, step, n, nStep, key0, key1, first, second, stride } =
      named as Record<(typeof PARAMETERS)[number], Local>;
    const side = (): FourBlocks => [
      code.local('v128'),
      code.local('v128'),
      code.local('v128'),
      code.local('v128'),
    ];
    const [left, right] = [side(), side()];
    const blocksSideBySide = (sides: readonly FourBlocks[]): void => {
      for (const [i, x] of sides.entries()) {
        ascending(code, member, memberStep, LANES * i, x[0]);
        code.get(stream).op('i32x4.splat').set(x[1]).get(step).op('i32x4.splat').set(x[2]);
        ascending(code, n, nStep, LANES * i, x[3]);
      }
      writePhilox(code, sides, [key0, key1]);
      for (const x of sides) {
        store(code, x[0], x[1], first, stride);
        code.get(second).if(() => store(code, x[2], x[3], second, stride));
        goOn(code, member, memberStep);
        goOn(code, n, nStep);
        goOn(code, first, stride);
        code.get(second).if(() => goOn(code, second, stride));
      }
      code
        .get(blocks)
        .i32(LANES * sides.length)
        .op('i32.sub')
        .tee(blocks);
    };
    code.block((few) => {
      code.loop((again) => {
        code.get(blocks).i32(LANES).op('i32.le_s').branchIf(few);
        blocksSideBySide([left, right]);
        code.i32(0).op('i32.gt_s').branchIf(again);
      });
      code.op('return');
    });
    blocksSideBySide([left]);
    code.op('drop');
  });
}

/** start + (past, past + 1, past + 2, past + 3) step. */
function ascending(code: FunctionWriter, start: Local, step: Local, past: number, to: Local): void {
  code.get(start);
  if (past > 0) code.get(step).i32(past).op('i32.mul', 'i32.add');
  code.op('i32x4.splat');
  code.get(step).op('i32x4.splat').i64x2(0x1_0000_0000n, 0x3_0000_0002n).op('i32x4.mul', 'i32x4.add').set(to);
}

function goOn(code: FunctionWriter, variable: Local, step: Local): void {
  code.get(variable).get(step).i32(LANES).op('i32.mul', 'i32.add').set(variable);
}

/** Puts four numbers (upper 2^26 + lower + 1/2) / 2^52 at `address` and on, `upper` and `lower` the upper 26 bits of words. */
function store(code: FunctionWriter, upper: Local, lower: Local, address: Local, stride: Local): void {
  const pair = code.local('v128');
  const at = code.local('i32');
  code.get(address).set(at);
  for (const half of [0, 1]) {
    const doubles = (words: Local): FunctionWriter => {
      code.get(words);
      if (half === 1) code.get(words).shuffle(1, 1);
      return code.i32(UNUSED).op('i32x4.shr_u', 'f64x2.convert_low_i32x4_u');
    };
    doubles(upper).f64x2(TWO_TO_26).op('f64x2.mul');
    doubles(lower)
      .op('f64x2.add')
      .f64x2(0.5)
      .op('f64x2.add')
      .f64x2(TWO_TO_MINUS_52)
      .op('f64x2.mul')
      .set(pair);
    for (const lane of [0, 1]) {
      code.get(at).get(pair).lane('f64x2.extract_lane', lane).memory('f64.store');
      code.get(at).get(stride).op('i32.add').set(at);
    }
  }
}
