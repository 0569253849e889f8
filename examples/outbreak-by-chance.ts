// An SBML file run by chance, many times: how large do outbreaks on a ward become, by the day on which isolation begins?
import { readFileSync } from 'node:fs';
import { compileStochastic, stochasticEnsemble } from '@twinward/simulate';
import { reactionNetworkOf, readSbml } from '@twinward/simulate/sbml';

const file = new URL('outbreak.xml', import.meta.url);
const { rest, reactions } = reactionNetworkOf(readSbml(readFileSync(file, 'utf8')));
const outputs = rest.outputs.filter(({ name }) => name === 'R');
const network = compileStochastic({ reactions, rest: { ...rest, outputs } }, 'generated');

for (const isolation of [3, 7, 14, 1000]) {
  const ill: number[] = [];
  const { means, variances, runs } = stochasticEnsemble(network, {
    times: [0, 300],
    values: { isolation },
    runs: 4000,
    seed: '00000000000000ff',
    observe: (_run, rows) => ill.push(rows[1]!),
  });
  const small = ill.filter((count) => count < 5).length / runs;
  const begun = isolation < 300 ? `isolation from day ${isolation}` : 'no isolation';
  console.log(
    `${begun}: ${means[1]!.toFixed(1)} of 60 ill (sd ${Math.sqrt(variances[1]!).toFixed(1)}), ` +
      `${(100 * small).toFixed(0)} % of outbreaks end below 5`,
  );
}
