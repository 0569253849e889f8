// The patients as the C program reads and writes them.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { s2008Equations } from '@twinward/twins/patient';
import type { Program } from '../run-program.ts';
import type { Patients } from './patients.ts';

const { states, parameters, inputs } = s2008Equations;

/** Runs the C program over all patients; its least seconds of some rounds, and states [patients x samples x states]. */
export async function runProgram(
  program: Program,
  { request, changes }: Patients,
  tolerances: { readonly relative: number; readonly absolute: number },
  rounds: number,
): Promise<{ readonly seconds: number; readonly states: Float64Array }> {
  const { members, times, y, p, u } = request;
  const widths = [states.length, parameters.length, inputs.length] as const;
  const people = Array.from({ length: members }, (_, m) =>
    [y, p, u].map((values, k) => [...values.subarray(m * widths[k]!, (m + 1) * widths[k]!)]),
  );
  const input = Float64Array.from([
    ...[members, changes.length, times.length, tolerances.relative, tolerances.absolute],
    ...Array.from(times),
    ...changes.flatMap(({ time, symbol, set }) => [time, (inputs as readonly string[]).indexOf(symbol), set]),
    ...people.flat(2),
  ]);
  const [given, made] = ['input', 'output'].map((name) => join(program.folder, name)) as [string, string];
  await writeFile(given, new Uint8Array(input.buffer));
  const seconds = Number(await program.run(given, made, String(rounds)));
  return { seconds, states: new Float64Array(new Uint8Array(await readFile(made)).buffer) };
}
