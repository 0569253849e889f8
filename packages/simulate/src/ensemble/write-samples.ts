import type { ModuleBuilder } from '../wasm/module-builder.ts';
import type { FunctionReference } from '../wasm/references.ts';
import { CONTROL, type MemoryLayout, PAIR_BYTES } from './memory-layout.ts';
import type { ModelFunctions } from './model-functions.ts';
import type { StepMethod } from './step-method.ts';

/** Writes `sample`, which takes the samples that fall in the step just tried: (start, h, end, 1 to sample the end too). */
export function writeSamples(
  module: ModuleBuilder,
  { control, size, trial }: MemoryLayout,
  model: ModelFunctions,
  method: StepMethod,
): FunctionReference {
  const signature = { parameters: ['f64', 'f64', 'f64', 'i32'] as const, results: [] };
  return module.function('sample', signature, (code, start, h, end, endToo) => {
    const cursor = code.local('i32');
    const at = code.local('f64');
    const ready = code.local('i32');
    const row = code.local('i32');
    code
      .i32(0)
      .memory('i32.load', control + CONTROL.cursor)
      .set(cursor);
    code.block((done) => {
      code.loop((again) => {
        code
          .get(cursor)
          .i32(0)
          .memory('i32.load', control + CONTROL.samples)
          .op('i32.ge_u')
          .branchIf(done);
        code.i32(0).memory('i32.load', control + CONTROL.sampleTimes);
        code.get(cursor).i32(3).op('i32.shl', 'i32.add').memory('f64.load').tee(at).get(end).op('f64.gt');
        code.branchIf(done);
        code.get(at).get(end).op('f64.eq').get(endToo).op('i32.eqz', 'i32.and').branchIf(done);
        code
          .get(ready)
          .op('i32.eqz')
          .if(() => {
            code.get(h).call(method.prepareDense).i32(1).set(ready);
          });
        code.get(at).get(start).op('f64.sub').get(h).op('f64.div').call(method.interpolate);
        code.i32(0).memory('i32.load', control + CONTROL.rows);
        code
          .get(cursor)
          .i32(PAIR_BYTES * size.outputs)
          .op('i32.mul', 'i32.add')
          .set(row);
        code.get(at).i32(trial).get(row).call(model.observe);
        code.get(cursor).i32(1).op('i32.add').set(cursor);
        code.branch(again);
      });
    });
    code
      .i32(0)
      .get(cursor)
      .memory('i32.store', control + CONTROL.cursor);
  });
}
