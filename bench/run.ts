// Runs one bench: node bench/run.ts NAME [--json]
import type { Bench } from './bench.ts';
import { circulation } from './circulation.ts';
import { ensemble } from './ensemble.ts';
import { events } from './events.ts';
import { fhir } from './fhir.ts';
import { filter } from './filter.ts';
import { floorPlan } from './floor-plan.ts';
import { hospital } from './hospital.ts';
import { ingest } from './ingest.ts';
import { random } from './random.ts';
import { replay } from './replay.ts';
import { start } from './start.ts';
import { stiff } from './stiff.ts';
import { stream } from './stream.ts';
import { twins } from './twins.ts';
import { waveforms } from './waveforms.ts';

const BENCHES: readonly Bench[] = [
  circulation,
  ensemble,
  events,
  fhir,
  filter,
  floorPlan,
  hospital,
  ingest,
  random,
  replay,
  start,
  stiff,
  stream,
  twins,
  waveforms,
];

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const json = process.argv.includes('--json');
const bench = BENCHES.find(({ name }) => name === names[0]);

if (bench === undefined || names.length > 1) {
  console.error('usage: npm run bench -- NAME [--json]');
  for (const { name, title } of BENCHES) console.error(`  ${name.padEnd(11)} ${title}`);
  process.exitCode = names.length === 0 ? 0 : 2;
} else {
  const started = performance.now();
  const figures = await bench.run((line) => console.error(`  ${line}`));
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  if (json) console.log(JSON.stringify({ bench: bench.name, figures, seconds }));
  else for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
}
