import { defineElementary } from '../../elementary/wasm/define-elementary.ts';
import type { FunctionWriter, Local } from '../../wasm/function-writer.ts';
import type { ModuleBuilder } from '../../wasm/module-builder.ts';
import type { FunctionReference } from '../../wasm/references.ts';

/** Uniforms no farther than this from 1/2 have the first piece of AS 241 (see `inverseNormal`). */
const CENTRAL = 0.425;

/**
 * Defines normals(from, to, tails): the uniform numbers between two addresses become normal ones, with the bits of `inverseNormal`.
 * First all go, two at a time, through the piece for the middle of the distribution; the 15 in 100 that lie in the tails are noted
 * at `tails`, which has room for as many doubles and as many addresses, and a pair more, and are then done two at a time too.
 */
export function defineNormals(module: ModuleBuilder): FunctionReference {
  const centre = defineElementary(module, 'normalCentre', 2);
  const tail = defineElementary(module, 'normalTail', 2);
  return module.function(
    'normals',
    { parameters: ['i32', 'i32', 'i32'], results: [] },
    (code, from, to, tails) => {
      const end = code.local('i32');
      const places = code.local('i32');
      const place = code.local('i32');
      // addresses follow the uniforms: as many bytes on as the numbers take, and a pair
      code.get(tails!).tee(end).get(to!).get(from!).op('i32.sub', 'i32.add').i32(16).op('i32.add');
      code.tee(places).set(place);
      writeCentres(code, from!, to!, centre, { end, place });
      writeTails(code, tails!, tail, { end, places });
    },
  );
}

function writeCentres(
  code: FunctionWriter,
  at: Local,
  to: Local,
  centre: FunctionReference,
  { end, place }: { readonly end: Local; readonly place: Local },
): void {
  const [u, q] = [code.local('v128'), code.local('v128')];
  const outside = code.local('i32');
  code.loop((again) => {
    code.get(at).memory('v128.load').tee(u).f64x2(0.5).op('f64x2.sub').set(q);
    for (const lane of [0, 1]) {
      // always written, and passed over only if it belongs there
      code.get(end).get(u).lane('f64x2.extract_lane', lane).memory('f64.store');
      code
        .get(place)
        .get(at)
        .i32(8 * lane)
        .op('i32.add')
        .memory('i32.store');
      code.get(q).lane('f64x2.extract_lane', lane).op('f64.abs').f64(CENTRAL).op('f64.gt').tee(outside);
      code.i32(8).op('i32.mul').get(end).op('i32.add').set(end);
      code.get(outside).i32(4).op('i32.mul').get(place).op('i32.add').set(place);
    }
    code.get(at).get(q).call(centre).memory('v128.store');
    code.get(at).i32(16).op('i32.add').tee(at).get(to).op('i32.lt_u').branchIf(again);
  });
}

function writeTails(
  code: FunctionWriter,
  at: Local,
  tail: FunctionReference,
  { end, places }: { readonly end: Local; readonly places: Local },
): void {
  const x = code.local('v128');
  code.block((done) => {
    code.get(at).get(end).op('i32.ge_u').branchIf(done);
    // the last may be alone: then it is its own partner, and written twice
    code.get(end).get(end).i32(8).op('i32.sub').memory('f64.load').memory('f64.store');
    code.loop((again) => {
      code.get(at).memory('v128.load').tee(x).get(x).f64x2(0.5).op('f64x2.sub').call(tail).set(x);
      code.get(places).memory('i32.load').get(x).lane('f64x2.extract_lane', 0).memory('f64.store');
      code
        .get(at)
        .i32(8)
        .op('i32.add')
        .get(end)
        .op('i32.lt_u')
        .if(() => {
          code.get(places).memory('i32.load', 4).get(x).lane('f64x2.extract_lane', 1).memory('f64.store');
        });
      code.get(places).i32(8).op('i32.add').set(places);
      code.get(at).i32(16).op('i32.add').tee(at).get(end).op('i32.lt_u').branchIf(again);
    });
  });
}
