import type { Hospital, HospitalRun } from '../generated/types.ts';
import { basisWords } from './values-card.tsx';

/** A section of the checklist. */
export interface ReportSection {
  readonly title: string;
  readonly points: readonly { readonly name: string; readonly words: string }[];
}

/** The STRESS-DES checklist (Monks et al. 2019) filled in from a model and, once it has been run, from its run. */
export function stressReport(hospital: Hospital, run: HospitalRun | null): readonly ReportSection[] {
  const { unit, about, resources, sources, nodes, scenarios, parameters } = hospital;
  const each = (points: readonly (readonly [string, string])[]): ReportSection['points'] =>
    points.map(([name, words]) => ({ name, words }));
  return [
    {
      title: '1 Objectives',
      points: each([
        ['Purpose', about],
        [
          'Outputs',
          run === null
            ? 'Figures are listed once the model has been run.'
            : run.figures.map(({ name }) => name).join('; '),
        ],
        [
          'Experimentation aims',
          scenarios.length === 0
            ? 'The model has no scenarios of its own.'
            : scenarios
                .map(
                  ({ name, changes }) =>
                    `${name} (${changes.map(({ parameter, value }) => `${parameter}: ${value}`).join('; ')})`,
                )
                .join('; '),
        ],
      ]),
    },
    {
      title: '2 Logic',
      points: each([
        ['Base model', nodes.map(({ name, words }) => `${name}: ${words}`).join('. ')],
        ['Entities', sources.map(({ name, first }) => `${name}, which begins at ${first}`).join('; ')],
        [
          'Resources',
          resources.map(({ name, kind, capacity }) => `${name} (${kind}): ${capacity}`).join('; '),
        ],
        ['Queues', 'First come, first served within a priority, unless a resource says otherwise.'],
      ]),
    },
    {
      title: '3 Data',
      points: each([
        ['Basis', basisWords(hospital)],
        [
          'Values',
          parameters
            .map(
              ({ name, value, basis, source }) =>
                `${name}: ${value} (${basis}${source === null ? '' : `, ${source}`})`,
            )
            .join('; '),
        ],
      ]),
    },
    {
      title: '4 Experimentation',
      points: each([
        [
          'Run length and warm-up',
          `${hospital.until} ${unit}; ${hospital.warmUp === 0 ? 'no warm-up' : `${hospital.warmUp} ${unit} of warm-up`}`,
        ],
        [
          'Replications',
          run === null
            ? `${hospital.replications}, unless asked otherwise`
            : `${run.replications}; scenarios share their draws and are compared in pairs`,
        ],
        [
          'Warnings',
          run === null || run.warnings.length === 0
            ? 'None.'
            : run.warnings.map(({ text }) => text).join('. '),
        ],
      ]),
    },
    {
      title: '5 Implementation',
      points: each([
        ['Software', 'Twinward, event simulation with blocks of the process language twinward-hospital/1.'],
        [
          'Random numbers',
          `Philox 4x32-10, keyed by replication, stream and entity${run === null ? '' : `; seed ${run.seed}`}.`,
        ],
        ['Ties', 'Events at one time go by phase, priority and sequence: the same seed gives the same log.'],
      ]),
    },
    {
      title: '6 Code access',
      points: each([
        ['Model', `data/hospital/${hospital.id}.json of the source; twinward-hospital/1 with a JSON schema.`],
        ['Licence', 'Apache-2.0'],
      ]),
    },
  ];
}
