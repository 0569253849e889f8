import type { Step } from './steps.ts';

/** The steps of the static check, in order. */
export const CHECKS: readonly Step[] = [
  { name: 'types', program: 'tsc', args: ['-b'] },
  { name: 'format, lint, import cycles', program: 'biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'structure of the house', program: 'scripts/structure.ts', args: [] },
  { name: 'nothing unused', program: 'knip', args: [] },
  { name: 'licences of what is installed', program: 'scripts/licences.ts', args: [] },
  {
    name: 'compact FHIR definitions are current',
    program: 'scripts/write-fhir-definitions.ts',
    args: ['--check'],
  },
  {
    name: 'generated client is current',
    program: 'packages/server/src/openapi/generate-client.ts',
    args: ['--check'],
  },
];
