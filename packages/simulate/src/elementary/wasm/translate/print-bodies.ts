import type { Translation } from './translate.ts';

/** The generated file `bodies.ts`. */
export function printBodies({ bodies, tables }: Translation): string {
  const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  const functions = sorted(bodies).map(([name, { parameters, lines }]) => {
    const words = lines.map((line) => `      '${line}',\n`).join('');
    const names = parameters.map((parameter) => `'${parameter}'`).join(', ');
    return `  ${name}: {\n    parameters: [${names}],\n    lines: [\n${words}    ],\n  },\n`;
  });
  const numbers = sorted(tables).map(([name, table]) => `  ${name}: [${table.join(', ')}],\n`);
  return `// The elementary functions for WebAssembly, translated from their TypeScript by scripts/write-elementary.ts.
import type { Body } from '../body.ts';

export const BODIES: Readonly<Record<string, Body>> = {
${functions.join('')}};

export const TABLES: Readonly<Record<string, readonly number[]>> = {
${numbers.join('')}};
`;
}
