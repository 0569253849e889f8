import { expect, test } from 'vitest';
import { inverseNormal } from '../../elementary/inverse-normal.ts';
import { ModuleBuilder } from '../../wasm/module-builder.ts';
import { type WebAssemblyMemory, webAssembly } from '../../wasm/web-assembly.ts';
import { philox } from '../philox.ts';
import { defineNormals } from './define-normals.ts';

const module = new ModuleBuilder();
module.export('normals', defineNormals(module));
const base = module.constantsEnd;
module.memory({ pages: 2, exportAs: 'memory' });
const { Instance, Module } = webAssembly();
const { exports } = new Instance(new Module(module.encode()));
const normals = exports.normals as (from: number, to: number, tails: number) => number;
const memory = new Float64Array((exports.memory as WebAssemblyMemory).buffer, base);

const EXTREME = [2 ** -53, 1e-12, 1.3e-11, 1.5e-11, 0.02425, 0.075, 0.0749999, 0.5, 0.925, 0.9250001];

test('uniforms of the middle and of both tails, alone or beside each other, give the bits of the quantile function', () => {
  const draws = philox('00000000000000fc').draws(0, 0, 0);
  for (const count of [1, 2, 3, 4, 7, 100, 2001]) {
    const u = Float64Array.from({ length: count }, (_, i) => {
      const extreme = EXTREME[Math.floor(3 * EXTREME.length * draws.uniform())] ?? draws.uniform();
      return i % 2 === 0 ? extreme : 1 - extreme;
    });
    memory.set(u);
    normals(base, base + 8 * count, base + 8 * (count + 1));
    for (let i = 0; i < count; i++) expect(memory[i]).toBe(inverseNormal(u[i]!));
  }
});
