// A short run of what `npm run fuzz` does at length.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SBML_DOCUMENTS } from './sbml-documents.ts';
import { openSbml, sbmlTarget } from './sbml-target.ts';
import { printTree } from './xml-tree.ts';

it('begins from documents that are read', () => {
  for (const document of SBML_DOCUMENTS) expect(openSbml(printTree(document))).toBe('read');
});

it.each([sbmlTarget(SBML_DOCUMENTS)])('$name: whatever is given is read, or refused by line in our own words', ({ property }) => {
  fc.assert(property, { seed: Number(process.env.SEED ?? 1), numRuns: Number(process.env.RUNS ?? 500) });
});
