// Everything this machine can prove, and what it could not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from './checks.ts';
import { runSteps, type Step } from './steps.ts';

const QUICK_SUITES = [
  'glucose',
  'cgm-metrics',
  'glucose-forecast',
  'ivp',
  'petab',
  'nist',
  'sensitivity',
  'likelihood',
  'risk',
  'progression',
  'beats',
  'monitoring',
  'dosing-map',
  'haemodynamics',
  'arterial-tree',
  'gas-exchange',
  'refvals',
  'chambers',
  'urgent-care',
  'orthopaedics',
  'experiments',
  'event-log',
  'admissions-forecast',
  'fhir-patch',
  'graphql',
  'sql-on-fhir',
  'cds-hooks',
  'adt',
  'open-mhealth',
  'ucum',
];

/** Suites whose cases, under the LGPL, lie beside the repository or nowhere. */
const BESIDE = [
  {
    suite: 'sbml',
    options: [],
    file: join('..', 'shared', 'data', 'kernel', 'sbml-test-suite-subset', 'semantic-dev.jsonl.gz'),
    what: 'the SBML Test Suite',
  },
  {
    suite: 'sbml-stochastic',
    options: ['--runs', '1000'],
    file: join('..', 'shared', 'data', 'kernel', 'sbml-test-suite-subset', 'stochastic-dev.jsonl.gz'),
    what: 'the SBML Test Suite',
  },
].map((one) => ({ ...one, present: existsSync(join(import.meta.dirname, '..', one.file)) }));

const steps: Step[] = [
  ...CHECKS,
  { name: 'tests', program: 'vitest', args: ['run'] },
  ...[
    ...QUICK_SUITES.map((suite) => ({ suite, options: [] })),
    ...BESIDE.filter(({ present }) => present),
  ].map(({ suite, options }) => ({
    name: `verify ${suite}`,
    program: 'packages/cli/src/main.ts',
    args: ['verify', suite, ...options],
  })),
  { name: 'verify crash', program: 'packages/cli/src/main.ts', args: ['verify', 'crash', '--kills', '6'] },
];

const failed = await runSteps(steps);
console.log('');
for (const line of notProven()) console.log(`not proven here: ${line}`);
console.log(`\n${steps.length - failed.length} passed, ${failed.length} failed`);
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

function notProven(): readonly string[] {
  const lines: string[] = BESIDE.filter(({ present }) => !present).map(
    ({ what, suite, file }) => `verify ${suite} (${what} is not present: ${file})`,
  );
  const chromium = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  if (!chromium.some((path) => path !== undefined && existsSync(path))) {
    lines.push('the screens in a browser (no Chromium found; install one or set CHROMIUM_PATH)');
  }
  return lines;
}
