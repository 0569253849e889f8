// `verify elementary`: exp, log, pow and the like against BigInt arithmetic, beside the engine's own functions.
import { TwinwardError } from '@twinward/contract';
import { ElementaryArrays, type ElementaryFunction } from '@twinward/simulate';
import { readInput } from '../read-input.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { ARGUMENT_RANGES } from './argument-range.ts';
import { errorInUlp } from './error-in-ulp.ts';
import { exactValue } from './exact-value.ts';
import { givenPoints } from './given-points.ts';
import { judgeRange, OURS, type RangeVerdict } from './judge-range.ts';
import { SPECIAL_VALUES } from './special-values.ts';

const POINTS = 1_000_000;
/** How far the estimate that chooses points may be off, in ulp. */
const ESTIMATE_BAR = 1e-6;
/** What the documentation of each function promises, in ulp; none may promise more than 1. */
const PROMISED: Readonly<Record<ElementaryFunction, number>> = {
  exp: 0.8,
  expm1: 0.9,
  log: 0.9,
  pow: 0.9,
  tanh: 0.9,
  sin: 0.9,
  cos: 0.9,
  tan: 0.9,
  atan: 0.9,
};

/**
 * Every range of arguments of every function is a case, and so is every special value. Each point is computed in JavaScript and in
 * WebAssembly, one by one and two at a time, which must give the same bits. An estimate in double-double arithmetic, whose own error
 * is a figure, tells at which points the exact value is found.
 */
export const elementarySuite: Suite = {
  name: 'elementary',
  title:
    'Elementary functions against 192-bit arithmetic, within their promised ulp, the same bits in WebAssembly',
  takes:
    'lines of a function and its arguments, as "pow 2.5 -3"; without, ranges of drawn arguments and special values',
  options: { points: 'points drawn from each range (1000000)' },
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    return call.files.length > 0 ? judgeFiles(call) : judgeAll(call, pointsOf(call));
  },
};

function pointsOf({ options }: SuiteCall): number {
  const points = Number(options.points ?? POINTS);
  if (Number.isInteger(points) && points > 0) return points;
  throw new TwinwardError('usage', `--points ${options.points} is not a whole number above 0`, {
    field: 'points',
  });
}

function judgeAll(call: SuiteCall, points: number): SuiteOutcome {
  const arrays = [new ElementaryArrays(1), new ElementaryArrays(2)];
  const failed: CaseNote[] = [];
  const figures: Record<string, string | number> = { 'points per range': points };
  let off = 0;
  for (const [index, range] of ARGUMENT_RANGES.entries()) {
    if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
    const verdict = judgeRange(range, points, call.seed, arrays);
    const name = `${range.of}, ${range.name}`;
    figures[`${name}: largest error, ulp (Math.${range.of})`] =
      `${verdict.ours.toFixed(3)} (${verdict.engine.toFixed(3)})`;
    off = Math.max(off, verdict.estimateOff);
    const why = faults(verdict, PROMISED[range.of]);
    if (why !== '') failed.push({ name, why });
    call.progress(index + 1, ARGUMENT_RANGES.length, 'ranges');
  }
  figures['double-double estimate, off from 192 bits by, ulp'] = off;
  for (const name of Object.keys(PROMISED)) {
    const values = SPECIAL_VALUES.filter(({ of }) => of === name);
    const wrong = values.flatMap((value) => specialFaults(value, arrays));
    failed.push(...wrong);
    figures[`${name}: special values right`] = `${values.length - wrong.length} of ${values.length}`;
  }
  const cases = ARGUMENT_RANGES.length + SPECIAL_VALUES.length;
  return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
}

function faults({ ours, at, differing, estimateOff }: RangeVerdict, promised: number): string {
  const list: string[] = [];
  if (!(ours <= promised)) list.push(`${ours.toFixed(3)} ulp at ${at.join(' ')}, promised ${promised}`);
  if (differing > 0) list.push(`other bits in WebAssembly at ${differing} points`);
  if (!(estimateOff <= ESTIMATE_BAR)) list.push(`estimate off by ${estimateOff} ulp`);
  return list.join('; ');
}

function specialFaults(
  { of, x, y = 0, is }: (typeof SPECIAL_VALUES)[number],
  arrays: readonly ElementaryArrays[],
): readonly CaseNote[] {
  const values = [OURS[of](x, y)];
  for (const array of arrays) {
    // beside an ordinary number, in either lane
    const result = new Float64Array(4);
    array.apply(of, result, [x, 0.5, 0.5, x], [y, 0.5, 0.5, y]);
    values.push(result[0]!, result[3]!);
  }
  if (values.every((value) => Object.is(value, is))) return [];
  const point = of === 'pow' ? `${x} ${y}` : `${x}`;
  return [{ name: `${of} ${point}`, why: `gave ${values.join(', ')}, not ${is}` }];
}

async function judgeFiles(call: SuiteCall): Promise<SuiteOutcome> {
  const failed: CaseNote[] = [];
  const unsupported: CaseNote[] = [];
  let cases = 0;
  let largest = 0;
  for (const file of call.files) {
    for (const { name, of, x, y } of givenPoints(await readInput(file), file)) {
      cases += 1;
      if (!isElementary(of)) {
        unsupported.push({ name, why: `${of} is not one of ${Object.keys(OURS).join(', ')}` });
        continue;
      }
      const value = OURS[of](x, y);
      if (!Number.isFinite(value) || value === 0) {
        unsupported.push({ name, why: `gives ${value}: a special value, which has no error in ulp` });
        continue;
      }
      const error = errorInUlp(value, exactValue(of, x, y));
      largest = Math.max(largest, error);
      if (!(error <= PROMISED[of]))
        failed.push({ name, why: `${error.toFixed(3)} ulp, promised ${PROMISED[of]}` });
    }
  }
  const figures = { 'largest error of the given points, ulp': largest };
  return { cases, passed: cases - failed.length - unsupported.length, failed, unsupported, figures };
}

function isElementary(name: string): name is ElementaryFunction {
  return name in OURS;
}
