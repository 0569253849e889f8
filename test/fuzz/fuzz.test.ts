// A short run of what `npm run fuzz` does at length.
import { simulateHybrid } from '@twinward/simulate';
import { lowerSbml, readSbml } from '@twinward/simulate/sbml';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fhirTarget } from './fhir-target.ts';
import { formulaTarget } from './formula-target.ts';
import { FOUND } from './found.ts';
import { hl7v2Target } from './hl7v2-target.ts';
import { laidOutAnew } from './lay-out-anew.ts';
import { mllpTarget } from './mllp-target.ts';
import { mqttTarget } from './mqtt-target.ts';
import { petabTarget } from './petab-target.ts';
import { SBML_DOCUMENTS } from './sbml-documents.ts';
import { openSbml, sbmlTarget } from './sbml-target.ts';
import { wfdbTarget } from './wfdb-target.ts';
import { printTree } from './xml-tree.ts';

it('begins from documents that are read', () => {
  for (const document of SBML_DOCUMENTS) expect(openSbml(printTree(document))).toBe('read');
});

it.each(SBML_DOCUMENTS.map((document, i) => [i, document] as const))(
  'document %i means the same however it is laid out',
  (_, document) => {
    const before = coursesOf(printTree(document));
    expect(before.size).toBeGreaterThan(0);
    fc.assert(
      fc.property(laidOutAnew(document), (other) => {
        const after = coursesOf(printTree(other));
        expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
        for (const [name, course] of before) {
          for (const [i, value] of course.entries()) {
            if (Number.isNaN(value)) expect(after.get(name)![i]).toBeNaN();
            else expect(after.get(name)![i]).toBeCloseTo(value, 6);
          }
        }
      }),
      { seed: 1, numRuns: 30 },
    );
  },
);

it.each([
  { target: mllpTarget, numRuns: 500 },
  { target: hl7v2Target, numRuns: 300 },
  { target: fhirTarget, numRuns: 200 },
  { target: mqttTarget, numRuns: 400 },
  { target: sbmlTarget(SBML_DOCUMENTS), numRuns: 600 },
  { target: formulaTarget, numRuns: 3000 },
  { target: petabTarget, numRuns: 600 },
  { target: wfdbTarget, numRuns: 1500 },
])('$target.name: whatever is given is read, or refused in our own words', async ({ target, numRuns }) => {
  await fc.assert(target.property, { seed: 1, numRuns });
});

it.each(FOUND)('found once: %s', async (_, target, input) => {
  await fc.assert(target.property, { seed: 1, numRuns: 1, examples: [[input]] });
});

/** What each quantity of a document does, without chance. */
function coursesOf(text: string): ReadonlyMap<string, readonly number[]> {
  const { hybrid } = lowerSbml(readSbml(text));
  const { rows } = simulateHybrid({ ...hybrid, draws: [] }, { times: [0, 0.3, 0.9] }, 'interpreted');
  const width = hybrid.outputs.length;
  return new Map(
    hybrid.outputs.map(({ name }, i) => [name, [rows[i]!, rows[width + i]!, rows[2 * width + i]!]]),
  );
}
