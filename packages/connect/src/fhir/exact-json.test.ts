import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cloneExact, parseExact, stringifyExact } from './exact-json.ts';
import { equalJson, type JsonObject } from './json.ts';
import { applyJsonPatch } from './patch/json-patch.ts';

describe('exact JSON', () => {
  it('writes decimals as it read them, whatever stands around them', () => {
    for (const text of [
      '{"value":1.50}',
      '{"a":[1.0,2,{"b":-0.0,"c":"1.50, \\"2.50\\" \\\\"}],"d":1e3,"e":0.10000000000000000001}',
      '{"text":"only 1.50 in words","n":1.5}',
      '[100,1.00E+2,-0]',
    ]) {
      expect(stringifyExact(parseExact(text))).toBe(text);
      expect(stringifyExact(cloneExact(parseExact(text)))).toBe(text);
      expect(equalJson(parseExact(text), JSON.parse(text))).toBe(true);
    }
  });
  it('remembers nothing wrong: a number that changed is written as it is, names out of order tell nothing', () => {
    const one = parseExact('{"value":1.50,"unit":"mg"}') as JsonObject;
    expect(stringifyExact({ ...one, unit: 'g' })).toBe('{"value":1.50,"unit":"g"}');
    one.value = 2;
    expect(stringifyExact(one)).toBe('{"value":2,"unit":"mg"}');
    expect(stringifyExact(parseExact('{"b":1.50,"1":2.50}'))).toBe('{"1":2.5,"b":1.5}');
    expect(stringifyExact(parseExact('{"b":1.50,"b":2.50}'))).toBe('{"b":2.5}');
  });
  it('keeps them through a patch of something else', () => {
    const patched = applyJsonPatch(parseExact('{"value":1.50,"low":[{"value":2.0}]}'), [
      { op: 'add', path: '/unit', value: 'mg' },
    ]);
    expect(stringifyExact(patched)).toBe('{"value":1.50,"low":[{"value":2.0}],"unit":"mg"}');
  });
  it('gives back any JSON without spaces character by character', () => {
    const word = fc.oneof(
      fc
        .tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 0, max: 9999 }), fc.nat(4))
        .map(([whole, part, zeros]) => `${whole}.${part}${'0'.repeat(zeros)}`),
      fc.integer().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
      fc.string().map((text) => JSON.stringify(text)),
      fc.constantFrom('true', 'null'),
    );
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        word,
        fc.array(tie('tree'), { maxLength: 4 }).map((parts) => `[${parts.join(',')}]`),
        fc
          .uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 4 })
          .chain((names) =>
            fc
              .tuple(...names.map(() => tie('tree')))
              .map((parts) => `{${names.map((name, i) => `"${name}":${String(parts[i])}`).join(',')}}`),
          ),
      ),
    }));
    fc.assert(
      fc.property(
        fc.array(tree, { minLength: 1, maxLength: 3 }).map((parts) => `[${parts.join(',')}]`),
        (text) => {
          expect(stringifyExact(parseExact(text))).toBe(text);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
