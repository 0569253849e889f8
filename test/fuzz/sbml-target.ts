import { simulateHybrid, simulateStochastic } from '@twinward/simulate';
import { lowerSbml, reactionNetworkOf, readSbml, unitFaults } from '@twinward/simulate/sbml';
import fc from 'fast-check';
import { changedTrees } from './change-tree.ts';
import { type FuzzTarget, type Outcome, readOrRefused } from './fuzz-target.ts';
import { printTree, type XmlNode } from './xml-tree.ts';

const LINE = /\bline \d+/;
/** What is found out when a model begins to run names a quantity or an event of it. */
const ANYWHERE = /./;

/** Reads a document, makes everything of it that can be made, and begins to run it. */
export function openSbml(text: string): Outcome {
  readOrRefused(() => unitFaults(text), LINE);
  const outcome = readOrRefused(() => readSbml(text), LINE);
  if (outcome === 'refused') return outcome;
  const model = readSbml(text);
  const lowered = readOrRefused(() => lowerSbml(model), LINE);
  if (lowered === 'read') {
    const { hybrid } = lowerSbml(model);
    readOrRefused(() => simulateHybrid(hybrid, { times: [0] }, 'interpreted'), ANYWHERE);
  }
  if (readOrRefused(() => reactionNetworkOf(model), LINE) === 'read') {
    const network = reactionNetworkOf(model);
    readOrRefused(() => simulateStochastic(network, { times: [0] }, 'interpreted'), ANYWHERE);
  }
  return lowered;
}

/** SBML documents whose elements, attributes and formulas are changed. */
export function sbmlTarget(documents: readonly XmlNode[]): FuzzTarget {
  return {
    name: 'sbml',
    property: fc.property(changedTrees(documents).map(printTree), (text) => {
      openSbml(text);
    }),
  };
}
