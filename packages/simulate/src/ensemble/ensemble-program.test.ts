// What a compiled ensemble asks of the world around it: nothing of Math, whatever the equations.
import { expect, test } from 'vitest';
import { ELEMENTARY_FUNCTIONS } from '../elementary/elementary-function.ts';
import { equations } from '../graph/equations.ts';
import { ensembleProgram } from './ensemble-program.ts';

const { Module } = (globalThis as unknown as { readonly WebAssembly: { readonly Module: ModuleReader } })
  .WebAssembly;
interface ModuleReader {
  imports(module: unknown): readonly { readonly module: string; readonly name: string }[];
}

const WRITTEN: Readonly<Record<string, string>> = { log: 'ln(x)', pow: 'x ^ 0.3' };
const everything = equations({
  time: '1',
  states: { x: '1' },
  parameters: {},
  inputs: {},
  where: {},
  derivatives: {
    x: ELEMENTARY_FUNCTIONS.map((name) => WRITTEN[name] ?? `${name}(x)`).join(' + '),
  },
  outputs: { x: { unit: '1', is: 'x' } },
});

test.each([
  ['explicit', []],
  ['stiff', ['factor', 'solve']],
  ['rodas4', ['factor', 'solve']],
] as const)('equations of every elementary function, by %s, import %j', (method, names) => {
  const imports = Module.imports(ensembleProgram(everything, method).module);
  expect(imports).toEqual(names.map((name) => ({ module: 'pivoting', name, kind: 'function' })));
});
