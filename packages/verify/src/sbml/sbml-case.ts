import { TwinwardError } from '@twinward/contract';

/** A case of the SBML Test Suite as packed one to a line. */
export interface SbmlCase {
  readonly id: string;
  readonly testType: string;
  /** What the suite says is tested. */
  readonly testTags?: readonly string[];
  /** Text of the model by level and version (`l3v2`). */
  readonly sbml: Readonly<Record<string, string>>;
  readonly externalFiles?: Readonly<Record<string, string>>;
  readonly settings: string;
  readonly results: string;
}

/** What a case asks for. */
export interface CaseSettings {
  readonly start: number;
  readonly duration: number;
  readonly steps: number;
  readonly variables: readonly string[];
  readonly absolute: number;
  readonly relative: number;
  readonly amount: ReadonlySet<string>;
  readonly concentration: ReadonlySet<string>;
}

/** Reads the cases of a file; throws `usage` naming the line that is none. */
export function readCases(text: string, file: string): readonly SbmlCase[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      const read = JSON.parse(line) as SbmlCase;
      if (typeof read.id === 'string' && typeof read.sbml === 'object') return [read];
    } catch {
      // named below
    }
    throw new TwinwardError('usage', `${file}, line ${index + 1} is not a case of the SBML Test Suite`, {
      field: 'FILE',
      row: index + 1,
    });
  });
}

/** Reads the settings of a case. */
export function readSettings(text: string): CaseSettings {
  const values = new Map(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf(':');
      return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
    }),
  );
  const number = (name: string): number => Number(values.get(name) || 0);
  const list = (name: string): readonly string[] =>
    (values.get(name) ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '');
  return {
    start: number('start'),
    duration: number('duration'),
    steps: number('steps'),
    variables: list('variables'),
    absolute: number('absolute'),
    relative: number('relative'),
    amount: new Set(list('amount')),
    concentration: new Set(list('concentration')),
  };
}

/** A table of expected values: a heading and rows of numbers. */
export interface ExpectedTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** Reads expected values; NaN and infinities as the suite writes them. */
export function readExpected(text: string): ExpectedTable {
  const [heading = '', ...lines] = text.trim().split(/\r?\n/);
  return {
    columns: heading.split(',').map((name) => name.trim().replace(/^"|"$/g, '')),
    rows: lines.map((line) => line.split(',').map(numberOf)),
  };
}

function numberOf(text: string): number {
  const word = text.trim().toLowerCase();
  if (word === 'nan') return Number.NaN;
  if (word === 'inf' || word === 'infinity') return Number.POSITIVE_INFINITY;
  if (word === '-inf' || word === '-infinity') return Number.NEGATIVE_INFINITY;
  return Number(word);
}
