// `verify hl7v2`: messages converted here, beside what another converter made of them, fact by fact.
import { type FhirValue, mapMessage, parseV2 } from '@twinward/connect/hl7v2';
import { instant, TwinwardError } from '@twinward/contract';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { type ClinicalFact, clinicalFacts } from './clinical-facts.ts';

/** Key facts of the expected bundles, found in ours or not; where something stands around a place, naming the outer place is enough. */
export const hl7v2Suite: Suite = {
  name: 'hl7v2',
  title: 'HL7 v2 messages as FHIR: key facts beside those of the Microsoft FHIR Converter',
  takes: 'lines of {name, type, message, bundle}, as data/interop/hl7v2-messages-with-bundles.ndjson.gz',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0
        ? call.files
        : [repositoryPath('data', 'interop', 'hl7v2-messages-with-bundles.ndjson.gz')];
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    let [messages, facts] = [0, 0];
    for (const file of files) {
      const lines = (await readInput(file)).split('\n').filter((line) => line.trim() !== '');
      for (const [index, line] of lines.entries()) {
        const { name, message, bundle } = readCase(line, `${file} line ${index + 1}`);
        messages += 1;
        const expected = clinicalFacts(bundle);
        facts += expected.length;
        try {
          const ours = clinicalFacts(convert(message));
          failed.push(...differences(expected, ours).map((why) => ({ name, why })));
        } catch (error) {
          const note = { name, why: error instanceof Error ? error.message : 'failed' };
          if (error instanceof TwinwardError && error.code === 'request.unsupported') {
            unsupported.push(note);
            facts -= expected.length;
          } else failed.push(...expected.map(() => note));
        }
        call.progress(index + 1, lines.length, 'messages');
      }
    }
    const agreeing = facts - failed.length;
    return {
      cases: facts + unsupported.length,
      passed: agreeing,
      failed,
      unsupported,
      figures: {
        messages,
        'key facts (Microsoft FHIR Converter)': facts,
        'of these agreeing': agreeing,
        'share agreeing': facts === 0 ? 0 : Math.round((agreeing / facts) * 1e4) / 1e4,
      },
    };
  },
};

function readCase(
  line: string,
  place: string,
): { readonly name: string; readonly message: string; readonly bundle: FhirValue } {
  try {
    const { name, message, bundle } = JSON.parse(line) as Record<string, unknown>;
    if (typeof message !== 'string' || typeof bundle !== 'object' || bundle === null)
      throw new Error('fields');
    return { name: String(name ?? place), message, bundle: bundle as FhirValue };
  } catch {
    throw new TwinwardError('usage', `${place} is not a case`, {
      field: 'FILE',
      remedy: 'a line is {name, type, message, bundle}',
    });
  }
}

function convert(text: string): FhirValue {
  const raw = new TextEncoder().encode(text);
  return mapMessage(parseV2(raw), { site: null, raw, receivedAt: instant(0) }).bundle;
}

/** What is expected and not said here; each of our facts answers one of theirs. */
function differences(expected: readonly ClinicalFact[], ours: readonly ClinicalFact[]): readonly string[] {
  const left = new Map<string, number>();
  for (const { about, says } of ours)
    left.set(`${about}\u0000${says}`, (left.get(`${about}\u0000${says}`) ?? 0) + 1);
  return expected.flatMap(({ about, says }) => {
    const key = `${about}\u0000${says}`;
    const count = left.get(key) ?? 0;
    if (count > 0) {
      left.set(key, count - 1);
      return [];
    }
    const instead = ours.filter((fact) => fact.about === about).map((fact) => fact.says);
    return [
      `${about}: expected ${says}, ${instead.length === 0 ? 'not said here' : `here ${[...new Set(instead)].join(' | ')}`}`,
    ];
  });
}
