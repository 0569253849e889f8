// Gives readers what nobody would write, for as long as is asked: npm run fuzz -- [sbml|formula|petab|wfdb|mllp|hl7v2|fhir|mqtt ...] --minutes 10
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { fhirTarget } from '../test/fuzz/fhir-target.ts';
import { formulaTarget } from '../test/fuzz/formula-target.ts';
import type { FuzzTarget } from '../test/fuzz/fuzz-target.ts';
import { hl7v2Target } from '../test/fuzz/hl7v2-target.ts';
import { mllpTarget } from '../test/fuzz/mllp-target.ts';
import { mqttTarget } from '../test/fuzz/mqtt-target.ts';
import { petabTarget } from '../test/fuzz/petab-target.ts';
import { SBML_DOCUMENTS } from '../test/fuzz/sbml-documents.ts';
import { sbmlTarget } from '../test/fuzz/sbml-target.ts';
import { wfdbTarget } from '../test/fuzz/wfdb-target.ts';

const TARGETS: readonly FuzzTarget[] = [
  sbmlTarget(SBML_DOCUMENTS),
  formulaTarget,
  petabTarget,
  wfdbTarget,
  mllpTarget,
  hl7v2Target,
  fhirTarget,
  mqttTarget,
];
/** Inputs between two looks at the clock. */
const ROUND = 500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed);
const unknown = positionals.filter((name) => !TARGETS.some((target) => target.name === name));
if (unknown.length > 0 || !(minutes > 0) || !Number.isInteger(seed)) {
  console.error(
    `usage: npm run fuzz -- [${TARGETS.map(({ name }) => name).join('|')} ...] --minutes N --seed N`,
  );
  process.exit(2);
}
const chosen = positionals.length === 0 ? TARGETS : TARGETS.filter(({ name }) => positionals.includes(name));
const end = Date.now() + minutes * 60_000;
let inputs = 0;
for (let round = 0; process.exitCode === undefined && Date.now() < end; round++) {
  for (const { name, property } of chosen) {
    const found = await fc.check(property, { seed: seed + round, numRuns: ROUND });
    inputs += found.numRuns;
    if (!found.failed) continue;
    console.error(`${name} fails on this (seed ${found.seed}, path ${found.counterexamplePath}):`);
    console.error(found.counterexample?.[0]);
    console.error(found.errorInstance);
    process.exitCode = 1;
  }
  if (round % 10 === 9) console.error(`  ${inputs} inputs, ${Math.round((end - Date.now()) / 1000)} s to go`);
}
console.log(
  `fuzz: ${inputs} inputs to ${chosen.map(({ name }) => name).join(', ')}, ${process.exitCode ? 'one' : 'none'} failed`,
);
