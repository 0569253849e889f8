import binaryen from 'binaryen';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteWriter } from './byte-writer.ts';
import type { FunctionWriter, Local } from './function-writer.ts';
import {
  INSTRUCTIONS,
  type Instruction,
  LANE_INSTRUCTIONS,
  type LaneInstruction,
  MEMORY_INSTRUCTIONS,
  type MemoryInstruction,
} from './instruction.ts';
import { ModuleBuilder } from './module-builder.ts';
import type { ValueType } from './value-type.ts';
import { type WebAssemblyMemory, webAssembly } from './web-assembly.ts';

const { Instance, Memory, Module } = webAssembly();
type Call = (...values: number[]) => number;

function run(module: ModuleBuilder, name = 'f'): Call {
  return new Instance(new Module(module.encode())).exports[name] as Call;
}

function disassemble(module: ModuleBuilder): string {
  const read = binaryen.readBinary(module.encode());
  read.setFeatures(binaryen.Features.All);
  expect(read.validate()).toBe(1);
  return read.emitText();
}

function numeric(
  parameters: number,
  write: (code: FunctionWriter, ...locals: Local[]) => void,
): ModuleBuilder {
  const module = new ModuleBuilder();
  const signature = { parameters: Array<ValueType>(parameters).fill('f64'), results: ['f64' as const] };
  module.export('f', module.function('f', signature, write));
  return module;
}

/** What an instruction takes, told from its name alone, so that the table is not its own witness. */
function operandsOf(name: Instruction): readonly ValueType[] {
  const [kind = '', verb = ''] = name.split('.');
  const vector = kind === 'v128' || kind.includes('x');
  const own: ValueType = vector ? 'v128' : (kind as ValueType);
  if (verb === 'splat') return [kind === 'f64x2' ? 'f64' : kind === 'i64x2' ? 'i64' : 'i32'];
  const source = /_(i32|i64|f64)(_[su])?$/.exec(verb)?.[1];
  if (!vector && source !== undefined) return [source as ValueType];
  if (vector && /^(shl|shr_.)$/.test(verb)) return ['v128', 'i32'];
  if (verb === 'bitselect') return ['v128', 'v128', 'v128'];
  if (
    /^(eqz|clz|ctz|popcnt|abs|neg|ceil|floor|trunc|nearest|sqrt|not|any_true|all_true|bitmask)$/.test(verb)
  ) {
    return [own];
  }
  if (/^(extend|convert|trunc_sat)_/.test(verb)) return [own];
  return [own, own];
}

const ZERO: Readonly<Record<ValueType, (code: FunctionWriter) => void>> = {
  i32: (code) => code.i32(0),
  i64: (code) => code.i64(0n),
  f64: (code) => code.f64(0),
  v128: (code) => code.f64x2(0),
};

describe('every instruction, read back by binaryen under its own name', () => {
  const plain = (Object.keys(INSTRUCTIONS) as Instruction[]).filter((name) => name.includes('.'));

  test.each(plain)('%s', (name) => {
    const module = new ModuleBuilder();
    module.function('f', { parameters: [], results: [] }, (code) => {
      for (const type of operandsOf(name)) ZERO[type](code);
      code.op(name, 'drop');
    });
    expect(disassemble(module)).toContain(`(${name}\n`);
  });

  test.each(Object.keys(LANE_INSTRUCTIONS) as LaneInstruction[])('%s', (name) => {
    const module = new ModuleBuilder();
    module.function('f', { parameters: [], results: [] }, (code) => {
      ZERO.v128(code);
      if (name.includes('replace'))
        ZERO[name.startsWith('i32') ? 'i32' : (name.slice(0, 3) as ValueType)](code);
      code.lane(name, 1).op('drop');
    });
    expect(disassemble(module)).toContain(`(${name} 1\n`);
  });

  test.each(Object.keys(MEMORY_INSTRUCTIONS) as MemoryInstruction[])('%s', (name) => {
    const module = new ModuleBuilder();
    module.memory({ pages: 1 });
    module.function('f', { parameters: [], results: [] }, (code) => {
      code.i32(16);
      if (name.includes('store')) ZERO[name.split('.')[0] as ValueType](code);
      code.memory(name, 8);
      if (name.includes('load')) code.op('drop');
    });
    expect(disassemble(module)).toMatch(new RegExp(`\\(${name.replace('.', '\\.')} offset=8`));
  });
});

describe('modules', () => {
  test('functions keep their names, types are written once, an import is numbered first', () => {
    const module = new ModuleBuilder();
    const outside = module.import(['host', 'twice'], { parameters: ['f64'], results: ['f64'] });
    const thrice = module.declare('thrice', { parameters: ['f64'], results: ['f64'] });
    module.define(thrice, (code, x) => {
      code.get(x).call(outside).get(x).op('f64.add');
    });
    module.export('thrice', thrice);
    const text = disassemble(module);
    expect(text).toContain('(func $thrice');
    expect(text.match(/\(type /g)).toHaveLength(text.match(/\(type \$/g)!.length);
    const { exports } = new Instance(new Module(module.encode()), { host: { twice: (x) => 2 * x } });
    expect((exports.thrice as Call)(7)).toBe(21);
  });

  test('memory given from outside and shared between threads is seen by the module, constants at its foot', () => {
    const module = new ModuleBuilder();
    module.memory({ pages: 1, maximumPages: 2, shared: true, importFrom: ['host', 'memory'] });
    const first = module.constants(new Uint8Array([1, 2, 3]));
    const second = module.constants(new Uint8Array([4, 0, 0, 0]));
    expect([first, second, module.constantsEnd]).toEqual([0, 16, 32]);
    module.export(
      'f',
      module.function('f', { parameters: ['i32'], results: ['i32'] }, (code, at) => {
        code.get(at).memory('i32.load');
      }),
    );
    disassemble(module);
    const memory: WebAssemblyMemory = new Memory({ initial: 1, maximum: 2, shared: true });
    const { exports } = new Instance(new Module(module.encode()), { host: { memory } });
    new Int32Array(memory.buffer)[10] = 99;
    expect((exports.f as Call)(second)).toBe(4);
    expect((exports.f as Call)(40)).toBe(99);
  });

  test('a memory of its own can be exported, filled and copied', () => {
    const module = new ModuleBuilder();
    module.memory({ pages: 1, exportAs: 'memory' });
    module.export(
      'f',
      module.function('f', { parameters: [], results: [] }, (code) => {
        code.i32(0).i32(7).i32(4).fillMemory();
        code.i32(8).i32(0).i32(4).copyMemory();
      }),
    );
    disassemble(module);
    const { exports } = new Instance(new Module(module.encode()));
    (exports.f as () => void)();
    const { buffer } = exports.memory as WebAssemblyMemory;
    expect([...new Uint8Array(buffer, 0, 13)]).toEqual([7, 7, 7, 7, 0, 0, 0, 0, 7, 7, 7, 7, 0]);
  });

  test('a global keeps its value from call to call', () => {
    const module = new ModuleBuilder();
    const count = module.global('f64', 40.5);
    module.export(
      'f',
      module.function('f', { parameters: [], results: ['f64'] }, (code) => {
        code.getGlobal(count).f64(1).op('f64.add').setGlobal(count).getGlobal(count);
      }),
    );
    const f = run(module);
    expect([f(), f()]).toEqual([41.5, 42.5]);
  });

  test('a declared function without a body, and shared memory without a maximum, are refused', () => {
    const module = new ModuleBuilder();
    module.declare('forgotten', { parameters: [], results: [] });
    expect(() => module.encode()).toThrow(/never written/);
    expect(() => module.import(['a', 'b'], { parameters: [], results: [] })).toThrow(/imported after/);
    const shared = new ModuleBuilder();
    shared.memory({ pages: 1, shared: true });
    expect(() => shared.encode()).toThrow(/maximum/);
  });
});

describe('control flow', () => {
  test('a loop sums the whole numbers below n, and leaves its block when done', () => {
    const module = numeric(1, (code, n) => {
      const i = code.local('f64');
      const sum = code.local('f64');
      code.block((done) => {
        code.loop((again) => {
          code.get(i).get(n).op('f64.ge').branchIf(done);
          code.get(sum).get(i).op('f64.add').set(sum);
          code.get(i).f64(1).op('f64.add').set(i).branch(again);
        });
      });
      code.get(sum);
    });
    disassemble(module);
    expect(run(module)(101)).toBe(5050);
  });

  test('if and else give a value', () => {
    const module = numeric(2, (code, a, b) => {
      code
        .get(a)
        .get(b)
        .op('f64.lt')
        .if(
          () => code.get(a),
          () => code.get(b),
          'f64',
        );
    });
    expect([run(module)(1, 2), run(module)(2, 1)]).toEqual([1, 1]);
  });

  test('a branch to a block that has ended is refused', () => {
    expect(() =>
      numeric(0, (code) => {
        code.block((outer) => {
          code.block((inner) => {
            code.op('unreachable');
            code.branch(outer);
            void inner;
          });
        });
        code.branch({ depth: 1 });
      }),
    ).toThrow(/has ended/);
  });
});

describe('numbers', () => {
  test('any double survives, vectors lane by lane', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (a, b) => {
        const module = numeric(0, (code) => {
          code.f64x2(a, b).f64x2(a).shuffle(1, 2).lane('f64x2.extract_lane', 0);
        });
        expect(Object.is(run(module)(), b)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('any 64-bit integer survives', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const module = numeric(0, (code) => code.i64(value).op('f64.reinterpret_i64'));
        expect(disassemble(module)).toContain(`(i64.const ${value})`);
      }),
      { numRuns: 30 },
    );
  });

  test('names of any script are written in UTF-8', () => {
    const bytes = (text: string): number[] => [...new ByteWriter().name(text).toBytes()];
    for (const text of ['V', 'é', 'Δ', '血', '😀']) {
      expect(bytes(text).slice(1)).toEqual([...new TextEncoder().encode(text)]);
    }
  });
});
