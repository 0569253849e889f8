// A stochastic epidemic in a boarding school of 760, of which only a share is reported: a system for particles, with two unknowns.
import type { ErrorModel } from '@twinward/contract';
import { readingsDensity, type StateSpaceProblem } from '@twinward/estimate';
import { drawBinomial, exp } from '@twinward/simulate';

const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13];
const reports = [1, 2, 9, 58, 70, Number.NaN, 71, 67, 22, 12, 3]; // since the day before in the list; none counted on day 6

/** Susceptible, infectious (for 2 days on average) and infected since the last report; `error` says how reports scatter. */
export const outbreak = (error: ErrorModel): StateSpaceProblem => ({
  parameters: [
    { name: 'R0', prior: { kind: 'logNormal', median: 3, logSd: 0.5 } },
    { name: 'share reported', prior: { kind: 'logitNormal', median: 0.5, logitSd: 1, low: 0, high: 1 } },
  ],
  system: ([r0, share]) => ({
    start: 0,
    initial: (members) => Float64Array.from({ length: 3 * members }, (_, at) => [757, 3, 0][at % 3]!),
    model: {
      size: 3,
      advance(values, members, from, to, random) {
        for (let m = 0; m < members; m++) {
          let [s, i, cases] = [values[3 * m]!, values[3 * m + 1]!, 0];
          for (let quarter = 4 * from; quarter < 4 * to; quarter++) {
            const draws = random!.draws(m, 0, quarter);
            const infected = drawBinomial(draws, s, 1 - exp((-r0! / 8) * (i / 760)));
            i += infected - drawBinomial(draws, i, 1 - exp(-1 / 8));
            [s, cases] = [s - infected, cases + infected];
          }
          values.set([s, i, cases], 3 * m);
        }
      },
    },
    course: reports.map((value, report) => ({
      at: days[report]!,
      observations: readingsDensity([{ error, value }], (values, members, out) => {
        for (let m = 0; m < members; m++) out[m] = share! * values[3 * m + 2]!;
      }),
    })),
  }),
});
