import { simulateHybrid, simulateStochastic } from '@twinward/simulate';
import { lowerSbml, reactionNetworkOf, readSbml, unitFaults } from '@twinward/simulate/sbml';
import fc from 'fast-check';
import { changedTrees } from './change-tree.ts';
import { type FuzzTarget, type Outcome, readOrRefused } from './fuzz-target.ts';
import { printTree, type XmlNode } from './xml-tree.ts';

/** Where an error may say that something is wrong. */
const LINE = /\bline \d+/;

/** Reads a document with everything that can be made of it, up to its start. */
export function openSbml(text: string): Outcome {
  const outcome = readOrRefused(() => readSbml(text), LINE);
  readOrRefused(() => unitFaults(text), LINE);
  if (outcome === 'refused') return outcome;
  const model = readSbml(text);
  const begun = readOrRefused(() => {
    simulateHybrid(lowerSbml(model).hybrid, { times: [0] }, 'interpreted');
  }, LINE);
  readOrRefused(() => {
    simulateStochastic(reactionNetworkOf(model), { times: [0] }, 'interpreted');
  }, LINE);
  return begun;
}

/** SBML documents with their elements, attributes and formulas changed. */
export function sbmlTarget(documents: readonly XmlNode[]): FuzzTarget {
  return {
    name: 'sbml',
    property: fc.property(changedTrees(documents).map(printTree), (text) => {
      openSbml(text);
    }),
  };
}
