// A short run of what `npm run fuzz` does at length.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formulaTarget } from './formula-target.ts';
import { petabTarget } from './petab-target.ts';
import { SBML_DOCUMENTS } from './sbml-documents.ts';
import { openSbml, sbmlTarget } from './sbml-target.ts';
import { printTree } from './xml-tree.ts';

it('begins from documents that are read', () => {
  for (const document of SBML_DOCUMENTS) expect(openSbml(printTree(document))).toBe('read');
});

it.each([
  { target: sbmlTarget(SBML_DOCUMENTS), numRuns: 600 },
  { target: formulaTarget, numRuns: 3000 },
  { target: petabTarget, numRuns: 600 },
])('$target.name: whatever is given is read, or refused in our own words', ({ target, numRuns }) => {
  fc.assert(target.property, { seed: 1, numRuns });
});
