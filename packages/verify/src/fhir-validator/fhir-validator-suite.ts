// `verify fhir-validator`: resources judged by the official HL7 validator, judged again.
import { loadDefinitions, validateText } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { undecidable, type Verdict } from './undecidable.ts';

interface ValidatorCase {
  readonly name: string;
  readonly class: string;
  readonly expectError: boolean;
  readonly errors: readonly Verdict[];
  readonly text: string;
}

/**
 * What the official validator refuses must be refused, and what it accepts accepted. Errors that only a terminology server, other packages or keys can
 * find are listed as unsupported, each with its reason; which they are is read from the official messages alone.
 */
export const fhirValidatorSuite: Suite = {
  name: 'fhir-validator',
  title: 'validation of R4 resources against the verdicts of the official HL7 validator',
  takes: 'lines of {name, class, expectError, errors, text}, as data/fhir/hl7-validator-cases-r4.ndjson.gz',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files =
      call.files.length > 0
        ? call.files
        : [repositoryPath('data', 'fhir', 'hl7-validator-cases-r4.ndjson.gz')];
    const definitions = loadDefinitions();
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const counts = {
      cases: 0,
      valid: 0,
      accepted: 0,
      decidable: 0,
      caught: 0,
      structural: 0,
      structuralCaught: 0,
    };
    for (const file of files) {
      const lines = (await readInput(file)).split('\n').filter((line) => line.trim() !== '');
      for (const [index, line] of lines.entries()) {
        const one = readCase(line, file, index);
        const issues = validateText(one.text, definitions);
        counts.cases += 1;
        const structural = one.class === 'structural';
        if (structural) counts.structural += 1;
        if (structural && issues.length > 0) counts.structuralCaught += 1;
        if (!one.expectError) {
          counts.valid += 1;
          if (issues.length === 0) counts.accepted += 1;
          else failed.push({ name: one.name, why: `valid, but refused: ${told(issues[0])}` });
        } else {
          const why = undecidable(one.errors);
          if (why === null) counts.decidable += 1;
          if (issues.length > 0) {
            if (why === null) counts.caught += 1;
          } else if (why === null)
            failed.push({ name: one.name, why: `accepted: ${one.errors[0]?.text ?? 'an error'}` });
          else unsupported.push({ name: one.name, why });
        }
        call.progress(index + 1, lines.length, 'resources');
      }
    }
    return {
      cases: counts.cases,
      passed: counts.cases - failed.length - unsupported.length,
      failed,
      unsupported,
      figures: {
        'structural errors caught, of all (official validator)': `${counts.structuralCaught} of ${counts.structural}`,
        'decidable errors caught, percent':
          Math.round((1000 * counts.caught) / Math.max(counts.decidable, 1)) / 10,
        'decidable errors': counts.decidable,
        'valid accepted': `${counts.accepted} of ${counts.valid}`,
      },
    };
  },
};

function readCase(line: string, file: string, index: number): ValidatorCase {
  try {
    const one = JSON.parse(line) as ValidatorCase;
    if (typeof one.text === 'string' && typeof one.expectError === 'boolean')
      return { ...one, errors: one.errors ?? [] };
  } catch {
    // told below
  }
  throw new TwinwardError('usage', `${file}, line ${index + 1}: no validator case`, {
    field: 'FILE',
    row: index + 1,
  });
}

function told(issue: unknown): string {
  const { diagnostics, expression } = issue as { diagnostics: string; expression?: readonly string[] };
  return `${expression?.[0] ?? ''} ${diagnostics}`;
}
