import { TwinwardError } from '@twinward/contract';

/** A signal of a record. */
export interface WfdbSignal {
  readonly file: string;
  readonly format: WfdbFormat;
  /** Samples in one frame; the signal is sampled this many times the rate of frames. */
  readonly samplesPerFrame: number;
  /** Frames by which its samples stand later in the file than they were taken. */
  readonly skew: number;
  /** Bytes before its first sample. */
  readonly offset: number;
  /** ADC units in one physical unit, and the ADC value of 0. */
  readonly gain: number;
  readonly baseline: number;
  readonly unit: string;
  /** Least and largest value that its converter could tell, in its unit. */
  readonly rails: readonly [low: number, high: number];
  /** ADC value of the first sample, and the sum of all of them modulo 65,536; null where the header does not say. */
  readonly initial: number | null;
  readonly checksum: number | null;
  readonly description: string;
}

/** How samples are stored: 16-bit, 8-bit offset binary, or pairs of 12 bits in three bytes. */
export type WfdbFormat = 16 | 80 | 212;

/** A header file: what a record holds. */
export interface WfdbHeader {
  readonly record: string;
  /** Frames in a second. */
  readonly frequency: number;
  /** Frames of each signal; null where the header does not say. */
  readonly frames: number | null;
  /** Local time and date of the first sample as written, `17:27:45` and `15/08/1994`. */
  readonly time: string | null;
  readonly date: string | null;
  readonly signals: readonly WfdbSignal[];
  /** Comments, without the sign they begin with. */
  readonly comments: readonly string[];
}

const FORMATS: ReadonlySet<number> = new Set<WfdbFormat>([16, 80, 212]);
/** Bits of a converter where a header does not say, and the largest value that each format holds. */
const DEFAULT_BITS: Readonly<Record<WfdbFormat, number>> = { 16: 16, 80: 8, 212: 12 };
const LARGEST: Readonly<Record<WfdbFormat, number>> = { 16: 32_767, 80: 127, 212: 2047 };
/** A name that cannot lead out of the folder of the header. */
const PLAIN_NAME = /^(?!\.)[\w.+~-]{1,100}$/;
/** More than any monitor sends; beyond it a header asks for memory and not for samples. */
const MOST_SIGNALS = 256;
const MOST_PER_FRAME = 10_000;
/** What the library of the format's authors takes where a header leaves it out. */
const DEFAULT_FREQUENCY = 250;
const DEFAULT_GAIN = 200;

/**
 * Reads the header of a single-segment record (WFDB Applications Guide, "header(5)": record line, then one line a signal). Throws
 * `file.invalid` naming the line and what cannot be read there, and refuses other formats and multi-segment records by name.
 *
 * @example
 * readWfdbHeader('100 1 360 650000\n100.dat 212 200 11 1024 995 -22131 0 MLII\n').signals[0].description; // 'MLII'
 */
export function readWfdbHeader(text: string): WfdbHeader {
  const lines = text.split(/\r?\n/).map((line, i) => ({ line: line.trim(), row: i + 1 }));
  const comments = lines.filter(({ line }) => line.startsWith('#')).map(({ line }) => line.slice(1).trim());
  const [first, ...rest] = lines.filter(({ line }) => line !== '' && !line.startsWith('#'));
  if (first === undefined) throw invalid('the header says nothing', 1, 'record');
  const [name = '', count, rate, frames, time = null, date = null] = first.line.split(/\s+/);
  if (name.includes('/')) throw refused(`${name} has several segments`, first.row, 'record');
  const announced = wholeNumber(count, first.row, 'number of signals');
  if (announced > MOST_SIGNALS)
    throw invalid(`${announced} signals are more than ${MOST_SIGNALS}`, first.row, 'number of signals');
  const signals = rest.slice(0, announced);
  if (signals.length !== Number(count))
    throw invalid(
      `${count} signals are announced, ${signals.length} described`,
      first.row,
      'number of signals',
    );
  const frequency = rate === undefined ? DEFAULT_FREQUENCY : frequencyOf(rate, first.row);
  return {
    record: name,
    frequency,
    frames: frames === undefined ? null : wholeNumber(frames, first.row, 'number of samples') || null,
    time,
    date,
    signals: signals.map(({ line, row }) => signalOf(line, row)),
    comments,
  };
}

/** `360`, `62.4725/999.56`, `360/100(5)`: frames a second come first, or the quotient of both where it is a fraction of a counter. */
function frequencyOf(text: string, row: number): number {
  const frequency = Number(/^[\d.]+(?:[eE][+-]?\d+)?/.exec(text)?.[0]);
  if (Number.isFinite(frequency) && frequency > 0) return frequency;
  throw invalid(`"${text}" is not a sampling frequency`, row, 'sampling frequency');
}

function signalOf(line: string, row: number): WfdbSignal {
  const [file, coding = '', scale = '', bits = '0', zeroText, initialText, sumText, , ...description] =
    line.split(/\s+/);
  const parts = /^(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?$/.exec(coding);
  if (file === undefined || file === '' || parts === null)
    throw invalid(`"${coding}" is not a format of samples`, row, 'format');
  if (!PLAIN_NAME.test(file))
    throw invalid('the file of a signal lies elsewhere than beside the header', row, 'file');
  const format = Number(parts[1]);
  if (!FORMATS.has(format)) throw refused(`format ${format} of signals`, row, 'format');
  const samplesPerFrame = Number(parts[2] ?? 1) || 1;
  if (samplesPerFrame > MOST_PER_FRAME)
    throw invalid(`${samplesPerFrame} samples in a frame are more than ${MOST_PER_FRAME}`, row, 'format');
  const zero = zeroText === undefined ? 0 : integer(zeroText, row, 'ADC zero');
  const { gain, baseline, unit } = scaleOf(scale, zero, row);
  return {
    file,
    format: format as WfdbFormat,
    samplesPerFrame,
    skew: Number(parts[3] ?? 0),
    offset: Number(parts[4] ?? 0),
    gain,
    baseline,
    unit,
    rails: railsOf(format as WfdbFormat, integer(bits, row, 'ADC resolution'), zero, gain, baseline),
    initial: initialText === undefined ? null : integer(initialText, row, 'initial value'),
    checksum: sumText === undefined ? null : integer(sumText, row, 'checksum'),
    description: description.join(' '),
  };
}

/** The ends of a converter of so many bits about its zero, as far as the format holds them. */
function railsOf(
  format: WfdbFormat,
  bits: number,
  zero: number,
  gain: number,
  baseline: number,
): readonly [number, number] {
  const half = 2 ** ((bits > 0 && bits <= 32 ? bits : DEFAULT_BITS[format]) - 1);
  const most = LARGEST[format];
  const ends = [Math.max(zero - half, -most), Math.min(zero + half - 1, most)].map(
    (value) => (value - baseline) / gain,
  );
  return [Math.min(...ends), Math.max(...ends)];
}

/** `200`, `12.84(-1605)/mmHg`; a gain of 0 or none means not calibrated. */
function scaleOf(text: string, zero: number, row: number): Pick<WfdbSignal, 'gain' | 'baseline' | 'unit'> {
  if (text === '') return { gain: DEFAULT_GAIN, baseline: zero, unit: 'mV' };
  const parts = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)(?:\((-?\d+)\))?(?:\/(\S+))?$/.exec(text);
  const gain = Number(parts?.[1]);
  if (parts === null || !Number.isFinite(gain)) throw invalid(`"${text}" is not a gain`, row, 'gain');
  return {
    gain: gain === 0 ? DEFAULT_GAIN : gain,
    baseline: parts[2] === undefined ? zero : Number(parts[2]),
    unit: parts[3] ?? 'mV',
  };
}

function wholeNumber(text: string | undefined, row: number, field: string): number {
  const value = integer(text ?? '', row, field);
  if (value < 0) throw invalid(`${field} is ${value}`, row, field);
  return value;
}

function integer(text: string, row: number, field: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw invalid(`"${text}" is no whole number`, row, field);
}

function invalid(message: string, row: number, field: string): TwinwardError {
  return new TwinwardError('file.invalid', `the header, line ${row}: ${message}`, { field, row });
}

function refused(what: string, row: number, field: string): TwinwardError {
  return new TwinwardError('request.unsupported', `the header, line ${row}: ${what}: this is not read`, {
    field,
    row,
    remedy: 'convert the record to one segment of format 16, 80 or 212 (xform)',
  });
}
