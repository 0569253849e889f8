// `verify beats`: the beat detectors on recordings, against the beats that cardiologists marked.
import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  isBeat,
  readWfdb,
  readWfdbAnnotations,
  readWfdbHeader,
  type WfdbHeader,
} from '@twinward/connect/wfdb';
import { PulseDetector, QrsDetector, type Rhythm, rhythmOf, waveKindOf } from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';

/** Least sensitivity and positive predictivity on the first signal of an annotated record. */
const LEAST = 0.995;
/** Seconds between a beat found and a beat marked that are the same (ANSI/AAMI EC57). */
const WINDOW = 0.15;
/** Beats that come before their time: of the atria, the node, the ventricles. */
const EARLY: ReadonlySet<string> = new Set([...'AaJSVE']);

interface Found {
  readonly description: string;
  /** Seconds. */
  readonly beats: readonly number[];
}

/**
 * Reads each record from its files, sample by sample as a monitor would send them. Records with an annotation file are cases: the first
 * signal is judged, others are told. In all others it is told how the beats of the electrocardiogram agree with the pulses.
 */
export const beatsSuite: Suite = {
  name: 'beats',
  title: 'Beats of electrocardiograms and pressure curves against marked ones, at least 99.5 %',
  takes: 'headers of WFDB records, as data/signals/100.hea',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const files = call.files.length > 0 ? call.files : await recordings();
    const failed: CaseNote[] = [];
    const unsupported: CaseNote[] = [];
    const figures: Record<string, string> = {};
    let cases = 0;
    for (const [index, file] of files.entries()) {
      const header = readWfdbHeader(await readInput(file));
      const marked = file.replace(/\.hea$/, '.atr');
      const found = await detect(header, dirname(file));
      call.progress(index + 1, files.length, header.record);
      if (!existsSync(marked)) {
        figures[`${header.record} (nothing is marked)`] = agreement(found);
        continue;
      }
      cases += 1;
      const annotations = readWfdbAnnotations(await readFile(marked)).filter(isBeat);
      const beats = annotations.map(({ frame }) => frame / header.frequency);
      const judged = found.map(({ description, beats: ours }) => ({ description, ...compare(ours, beats) }));
      if (judged.length === 0) {
        unsupported.push({ name: header.record, why: 'no signal is an electrocardiogram' });
        continue;
      }
      for (const { description, sensitivity, predictivity } of judged)
        figures[
          `${header.record} ${description}, ${beats.length} beats: sensitivity, positive predictivity`
        ] = `${percent(sensitivity)}, ${percent(predictivity)}`;
      const early = annotations.filter(({ kind }) => EARLY.has(kind)).length / beats.length;
      for (const [name, figure] of rhythmFigures(rhythmOf(found[0]!.beats), rhythmOf(beats), early))
        figures[`${header.record} ${found[0]!.description}, ${name}`] = figure;
      const { sensitivity, predictivity, description } = judged[0]!;
      if (!(Math.min(sensitivity, predictivity) >= LEAST)) {
        failed.push({
          name: basename(file),
          why: `${description}: ${percent(sensitivity)} found, ${percent(predictivity)} of those found are beats`,
        });
      }
    }
    return { cases, passed: cases - failed.length - unsupported.length, failed, unsupported, figures };
  },
};

/** Every recording of the repository. */
async function recordings(): Promise<readonly string[]> {
  const folder = repositoryPath('data', 'signals');
  return (await readdir(folder))
    .filter((name) => name.endsWith('.hea'))
    .sort()
    .map((name) => join(folder, name));
}

/** What the beats found say of the rhythm, beside what the beats marked do. */
function rhythmFigures(ours: Rhythm, marked: Rhythm, early: number): readonly [string, string][] {
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  return [
    ['SDNN of normal intervals (from the beats marked)', `${ms(ours.sdnn)} (${ms(marked.sdnn)})`],
    ['RMSSD (from the beats marked)', `${ms(ours.rmssd)} (${ms(marked.rmssd)})`],
    ['pNN50 (from the beats marked)', `${percent(ours.pnn50)} (${percent(marked.pnn50)})`],
    [
      'early beats by the 20 % rule (same rule on the beats marked; labelled early by cardiologists)',
      `${percent(ours.ectopic)} (${percent(marked.ectopic)}; ${percent(early)})`,
    ],
  ];
}

/** Beats in every electrocardiogram and arterial pressure curve of a record. */
async function detect(header: WfdbHeader, folder: string): Promise<readonly Found[]> {
  const channels = header.signals.flatMap(({ description, unit, samplesPerFrame }, signal) => {
    const frequency = header.frequency * samplesPerFrame;
    const beats: number[] = [];
    const kind = waveKindOf(description, unit);
    if (kind === 'arterial-pressure') {
      const detector = new PulseDetector(frequency);
      const push = (sample: number): void => {
        const pulse = detector.push(sample);
        if (pulse !== null) beats.push(pulse.foot / frequency);
      };
      return [{ signal, description, beats, push }];
    }
    if (kind !== 'electrocardiogram') return [];
    const detector = new QrsDetector(frequency);
    const push = (sample: number): void => {
      const beat = detector.push(sample);
      if (beat !== null) beats.push(beat / frequency);
    };
    return [{ signal, description, beats, push }];
  });
  for await (const { signals } of readWfdb(header, (name) => createReadStream(join(folder, name))))
    for (const { signal, push } of channels) for (const sample of signals[signal]!) push(sample);
  return channels;
}

/** Each beat is matched at most once, in order of time. */
function compare(
  ours: readonly number[],
  marked: readonly number[],
): { readonly sensitivity: number; readonly predictivity: number } {
  let [matched, next] = [0, 0];
  for (const beat of marked) {
    while (next < ours.length && ours[next]! < beat - WINDOW) next++;
    if (next < ours.length && ours[next]! <= beat + WINDOW) {
      matched += 1;
      next += 1;
    }
  }
  return {
    sensitivity: matched / marked.length,
    predictivity: ours.length === 0 ? 0 : matched / ours.length,
  };
}

function agreement(found: readonly Found[]): string {
  return found
    .map(({ description, beats }) => {
      const minutes = beats.length < 2 ? Number.NaN : (beats.at(-1)! - beats[0]!) / 60;
      return `${description} ${beats.length} beats, ${((beats.length - 1) / minutes).toFixed(1)} a minute`;
    })
    .join('; ');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
