// `verify ucum`: the functional tests of UCUM, and our own units held against the same reference.
import { convertUcum, isUcum } from '@twinward/connect/units';
import { convert, isUnit, TwinwardError, unitsAgree } from '@twinward/contract';
import { readInput } from '../read-input.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';

/** Units of the models and of what feeds them: the contract converts these by itself, without tables. */
const OWN_UNITS = [
  'mg/dL',
  'mmol/L',
  'mm[Hg]',
  'kPa',
  '/min',
  'Hz',
  'mL',
  'L',
  'L/min',
  'mL/s',
  'mg',
  'ug',
  'g',
  'kg',
  'mol',
  'mmol',
  'umol/L',
  'ng/mL',
  'mg/L',
  'ug/L',
  's',
  'min',
  'h',
  'd',
  'm',
  'cm',
  'mm',
  'Cel',
  'K',
  '%',
  'kg/m2',
  'mL/min',
  'U/L',
  'cm[H2O]',
  'Pa',
] as const;

/** Cases of validity and conversion. A rounded outcome is compared at the digits it is given with. */
export const ucumSuite: Suite = {
  name: 'ucum',
  title:
    'UCUM: validity and conversion as its functional tests have them, and our own units beside the reference',
  takes:
    'UcumFunctionalTests.xml, which is under the EPL and not in the repository; without it our own units alone',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const failed: CaseNote[] = [];
    let cases = 0;
    for (const file of call.files) {
      const text = (await readInput(file)).replace(/<!--[\s\S]*?-->/g, '');
      const elements = casesOf(text);
      if (elements.length === 0) {
        throw new TwinwardError('usage', `${file} holds no cases`, {
          field: 'FILE',
          remedy: 'give UcumFunctionalTests.xml',
        });
      }
      for (const one of elements) {
        cases += 1;
        const why = one.valid === undefined ? conversionFault(one) : validityFault(one);
        if (why !== null) failed.push({ name: one.id ?? `case ${cases}`, why });
        call.progress(cases, elements.length, 'units');
      }
    }
    const own = ownUnits();
    return {
      cases: cases + own.pairs,
      passed: cases + own.pairs - failed.length - own.faults.length,
      failed: [...failed, ...own.faults],
      unsupported: [],
      figures: {
        'cases of the UCUM functional tests': cases,
        'of these passed': cases - failed.length,
        'pairs of our own units converted as the reference converts them': own.pairs - own.faults.length,
      },
    };
  },
};

type Case = Readonly<Record<string, string | undefined>>;

function casesOf(text: string): readonly Case[] {
  const section = (name: string): string =>
    new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text)?.[1] ?? '';
  const read = (body: string): readonly Case[] =>
    [...body.matchAll(/<case\b([^>]*?)\/?>/g)].map(([, attributes]) =>
      Object.fromEntries(
        [...attributes!.matchAll(/([\w-]+)\s*=\s*"([^"]*)"/g)].map(([, key, value]) => [key!, plain(value!)]),
      ),
    );
  return [
    ...read(section('validation')).filter((one) => one.valid !== undefined),
    ...read(section('conversion')).filter((one) => one.srcUnit !== undefined),
  ];
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function validityFault({ unit = '', valid }: Case): string | null {
  const said = isUcum(unit);
  return said === (valid === 'true') ? null : `${unit} is said to be ${said ? 'valid' : 'invalid'}`;
}

function conversionFault({ value = '', srcUnit = '', dstUnit = '', outcome = '' }: Case): string | null {
  try {
    const found = convertUcum(Number(value), srcUnit, dstUnit);
    const digits = Math.max(
      1,
      outcome
        .replace(/e.*$/i, '')
        .replace(/^[-0.]+/, '')
        .replace(/\./g, '').length,
    );
    const shown = Number(found.toPrecision(Math.min(15, digits)));
    const close = Math.abs(shown - Number(outcome)) <= 1e-9 * Math.abs(Number(outcome));
    return close ? null : `${value} ${srcUnit} is ${found} ${dstUnit}, not ${outcome}`;
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  }
}

/** Every pair of our own units that the contract converts must come out as the reference says. */
function ownUnits(): { readonly pairs: number; readonly faults: readonly CaseNote[] } {
  const faults: CaseNote[] = [];
  let pairs = 0;
  for (const from of OWN_UNITS) {
    if (!isUnit(from) || !isUcum(from)) faults.push({ name: from, why: 'is not a unit on both sides' });
    for (const to of OWN_UNITS) {
      if (from === to || !unitsAgree(from, to)) continue;
      pairs += 1;
      const [ours, theirs] = [convert(37.5, from, to), convertUcum(37.5, from, to)];
      if (Math.abs(ours - theirs) > 1e-9 * Math.abs(theirs)) {
        faults.push({ name: `${from} in ${to}`, why: `${ours}, the reference says ${theirs}` });
      }
    }
  }
  return { pairs, faults };
}
