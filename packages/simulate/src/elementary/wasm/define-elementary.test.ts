import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OPERATIONS } from '../../graph/operation.ts';
import { philox } from '../../random/philox.ts';
import { ModuleBuilder } from '../../wasm/module-builder.ts';
import { ELEMENTARY_FUNCTIONS } from '../elementary-function.ts';
import { defineElementary } from './define-elementary.ts';
import { ElementaryArrays } from './elementary-arrays.ts';
import { readSource } from './translate/read-source.ts';
import { translate } from './translate/translate.ts';
import { translateElementary } from './translate/translate-elementary.ts';

const scalar = new ElementaryArrays(1);
const vector = new ElementaryArrays(2);
const EXTREMES = [
  0,
  5e-324,
  1e-310,
  2 ** -1022,
  1e-17,
  Math.SQRT1_2,
  1,
  Math.SQRT2,
  2,
  3,
  22,
  708,
  708.5,
  709.782712893384,
  710,
  745.2,
  746,
  1e5,
  1_647_099,
  1_647_100,
  1e22,
  6381956970095103 * 2 ** 797,
  2 ** 1022,
  Number.MAX_VALUE,
  Number.POSITIVE_INFINITY,
].flatMap((x) => [x, -x]);

test('the bodies for WebAssembly are those of the functions in TypeScript', () => {
  const folder = `${import.meta.dirname}/..`;
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const sources = new Map(files.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
  const written = readFileSync(`${import.meta.dirname}/generated/bodies.ts`, 'utf8');
  expect(written, 'run: node scripts/write-elementary.ts').toBe(translateElementary(sources));
});

/** Arguments of every kind: all bit patterns alike, magnitudes near 1, and extremes beside ordinary numbers. */
function argumentsOf(stream: number): Float64Array {
  const draws = philox('00000000000e1e03').draws(0, stream, 0);
  const words = new Uint32Array(2);
  const double = new Float64Array(words.buffer);
  const all = [...EXTREMES, Number.NaN];
  for (let i = 0; i < 60_001; i++) {
    if (i % 3 === 0) {
      words[0] = draws.uint32();
      words[1] = draws.uint32();
      all.push(double[0]!);
    } else all.push((i % 3 === 1 ? 2 : 800) * (2 * draws.uniform() - 1));
  }
  return Float64Array.from(all);
}

test.each(ELEMENTARY_FUNCTIONS)(
  '%s gives the same bits in JavaScript, in WebAssembly and two at a time',
  (name) => {
    const x = argumentsOf(1);
    const y = Float64Array.from(argumentsOf(2), (value, i) =>
      i % 2 === 0 ? value : 60 * (value - Math.floor(value)),
    );
    const one = new Float64Array(x.length);
    const two = new Float64Array(x.length);
    scalar.apply(name, one, x, y);
    vector.apply(name, two, x, y);
    for (let i = 0; i < x.length; i++) {
      const expected = OPERATIONS[name].value(x[i]!, y[i]!, 0);
      if (!Object.is(one[i], expected) || !Object.is(two[i], expected)) {
        expect([x[i], y[i], one[i], two[i]]).toEqual([x[i], y[i], expected, expected]);
      }
    }
  },
);

test('pow agrees across the three on every pair of extremes', () => {
  const x = Float64Array.from(EXTREMES.flatMap((a) => EXTREMES.map(() => a)));
  const y = Float64Array.from(EXTREMES.flatMap(() => EXTREMES));
  const one = new Float64Array(x.length);
  const two = new Float64Array(x.length);
  scalar.apply('pow', one, x, y);
  vector.apply('pow', two, x, y);
  expect(Array.from(one)).toEqual(Array.from(x, (a, i) => OPERATIONS.pow.value(a, y[i]!, 0)));
  expect(two).toEqual(one);
});

test('a function is defined once in a module, however often it is asked for', () => {
  const module = new ModuleBuilder();
  expect(defineElementary(module, 'sin', 2)).toBe(defineElementary(module, 'sin', 2));
  expect(defineElementary(new ModuleBuilder(), 'sin', 2)).not.toBe(defineElementary(module, 'sin', 2));
});

test('what the translator does not understand it refuses', () => {
  const translated = (text: string) => translate([readSource(text)], ['f']);
  expect(() => translated('export function f(x: number): number { for (;;) x; }')).toThrow(/"\("|"for"/);
  expect(() => translated('export function f(x: number): number { return x ** 2; }')).toThrow(/"\*"/);
  expect(() => translated('export function f(x: number): number { return Math.exp(x); }')).toThrow(
    /Math.exp/,
  );
});

test('arrays that do not fit each other are refused', () => {
  expect(() => vector.apply('exp', new Float64Array(2), [1])).toThrow(/exp of 1 numbers/);
  expect(() => vector.apply('pow', new Float64Array(1), [1])).toThrow(/pow/);
});
