// `verify adt`: whether the census is right whatever the order, the repetitions and the corrections in which messages come.
import { TwinwardError } from '@twinward/contract';
import { seedFrom } from '@twinward/simulate';
import { AdtLedger } from '@twinward/twins/hospital';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { wholeOption } from '../whole-option.ts';
import { adtTraffic } from './adt-traffic.ts';
import { type PlainCensus, plainCensus } from './plain-census.ts';

const MESSAGES = 100_000;
/** So long that all of the past can still change. */
const WINDOW = 200 * 86_400_000;
/** Times at which the ledger is held against the oracle. */
const LOOKS = 20;

/** Every look compares the patients of every unit, who lies in which bed, and which messages contradict the rest. */
export const adtSuite: Suite = {
  name: 'adt',
  title:
    'ADT messages repeated, late, taken back and shuffled: the census of an oracle that knows all and sorts it',
  takes: 'nothing: the messages are drawn',
  options: { messages: `how many are sent; ${MESSAGES} unless said otherwise` },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    if (call.files.length > 0)
      throw new TwinwardError('usage', 'the suite takes no files', { field: 'FILE' });
    const messages = wholeOption(call, 'messages', MESSAGES, LOOKS);
    const plan = {
      messages,
      seed: seedFrom(call.seed, 'adt'),
      duplicates: 0.05,
      late: 0.05,
      corrections: 0.02,
    };
    const traffic = adtTraffic(plan);
    const ledger = new AdtLedger(WINDOW);
    const failed: CaseNote[] = [];
    const seconds = new Float64Array(traffic.length);
    const results = { taken: 0, duplicate: 0, 'too-late': 0 };
    let [errors, withdrawn, cases] = [0, 0, 0];
    for (const [index, event] of traffic.entries()) {
      const began = performance.now();
      const taken = ledger.take(event);
      seconds[index] = performance.now() - began;
      results[taken.result]++;
      withdrawn += taken.withdrawn.length;
      if ((index + 1) % Math.floor(messages / LOOKS) !== 0) continue;
      cases += 1;
      const wrong = differences(ledger, plainCensus(traffic.slice(0, index + 1)));
      errors += wrong.length;
      if (wrong.length > 0)
        failed.push({ name: `after ${index + 1} messages`, why: wrong.slice(0, 3).join('; ') });
      call.progress(index + 1, messages, 'messages');
    }
    seconds.sort();
    const at = (share: number): number =>
      Number(seconds[Math.floor(share * (seconds.length - 1))]!.toFixed(4));
    const kinds = new Map<string, number>();
    for (const { kind } of traffic) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    return {
      cases,
      passed: cases - failed.length,
      failed,
      unsupported: [],
      figures: {
        seed: call.seed,
        messages: traffic.length,
        'kinds of event': [...kinds].map(([kind, count]) => `${kind} ${count}`).join(', '),
        'taken, repeated, too late': `${results.taken}, ${results.duplicate}, ${results['too-late']}`,
        'withdrawn by cancellations': withdrawn,
        'contradictions in sight': ledger.contradictions().length,
        'patients at the end': [...ledger.census.occupied().values()].reduce((a, b) => a + b, 0),
        'census errors against the oracle (0)': errors,
        'milliseconds a message: median': at(0.5),
        'milliseconds a message: 99 % (5)': at(0.99),
        'milliseconds a message: longest': at(1),
      },
    };
  },
};

function differences(ledger: AdtLedger, oracle: PlainCensus): readonly string[] {
  const wrong: string[] = [];
  const occupied = ledger.census.occupied();
  for (const unit of new Set([...occupied.keys(), ...oracle.units.keys()])) {
    const [ours, theirs] = [occupied.get(unit) ?? 0, oracle.units.get(unit) ?? 0];
    if (ours !== theirs) wrong.push(`${unit}: ${ours} patients for ${theirs}`);
  }
  const lying = [...ledger.census.visits.values()]
    .filter(({ phase, place }) => phase === 'inpatient' && place?.bed != null)
    .map(
      ({ key, place }) =>
        `${key.slice('visit:'.length)} in ${place!.unit}/${place!.room ?? ''}/${place!.bed}`,
    );
  compareLists(lying.sort(), oracle.lying, 'lies', wrong);
  const contradicting = ledger.contradictions().map(({ event }) => event.messageId);
  compareLists(contradicting.sort(), oracle.contradicting, 'contradicts', wrong);
  return wrong;
}

function compareLists(
  ours: readonly string[],
  theirs: readonly string[],
  what: string,
  wrong: string[],
): void {
  const [mine, other] = [new Set(ours), new Set(theirs)];
  for (const one of mine) if (!other.has(one)) wrong.push(`${one} ${what} here, not in the oracle`);
  for (const one of other) if (!mine.has(one)) wrong.push(`${one} ${what} in the oracle, not here`);
}
