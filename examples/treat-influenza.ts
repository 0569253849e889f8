// An SBML file, opened and asked a question: how much does it matter on which day of influenza the drug is begun?
import { readFileSync } from 'node:fs';
import { compileHybrid, simulateHybrid } from '@twinward/simulate';
import { lowerSbml, readSbml } from '@twinward/simulate/sbml';

const file = new URL('influenza.xml', import.meta.url);
const { hybrid } = lowerSbml(readSbml(readFileSync(file, 'utf8')));
const outputs = hybrid.outputs.filter(({ name }) => name === 'logV');
const model = compileHybrid({ ...hybrid, outputs }, 'generated');
const times = Array.from({ length: 12 * 24 + 1 }, (_, hour) => hour / 24);

for (const start of [1, 1.5, 2, 3, 100]) {
  const { rows, events } = simulateHybrid(model, { times, values: { start } });
  const peak = rows.indexOf(Math.max(...rows));
  const shedding = rows.filter((logV) => logV > 1).length / 24;
  const begun = events[0] === undefined ? 'no drug' : `drug from day ${events[0].at}`;
  console.log(
    `${begun}: peak 10^${rows[peak]!.toFixed(2)} on day ${times[peak]!.toFixed(1)}, ` +
      `${shedding.toFixed(1)} days above 10 TCID50/mL`,
  );
}
