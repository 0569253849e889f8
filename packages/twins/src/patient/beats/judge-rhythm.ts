import { beatLikeness } from './beat-template.ts';
import { medianOf } from './median.ts';
import type { Stretch } from './stretch.ts';
import { doubtful, GOOD, type WaveQuality, withheld } from './wave-quality.ts';

/** Rates, gap and ratio of intervals of Orphanidou et al. 2015. */
const RATES = { least: 40, most: 180 } as const;
const LONGEST_GAP = 3;
const LARGEST_RATIO = 2.2;
const LEAST_BEATS = 3;

/**
 * Whether the beats of about ten seconds of an electrocardiogram or a plethysmogram can be trusted, by the rules of Orphanidou et al. 2015
 * (IEEE J. Biomed. Health Inform. 19:832-838): a rate of 40 to 180, no gap above 3 s, longest and shortest interval within 2.2, and beats
 * that look alike. Their paper refuses a stretch that breaks any of the rules; here a rate or a ratio outside is only doubted, because
 * arrhythmia breaks them as well, and the median bears one missed beat.
 *
 * @param likeness the least mean correlation with the template: 0.66 for an electrocardiogram, 0.86 for a plethysmogram
 */
export function judgeRhythm(stretch: Stretch, frequency: number, likeness: number): WaveQuality {
  const { samples, first } = stretch;
  const intervals = stretch.intervals();
  if (intervals.length < LEAST_BEATS) return withheld('no-beats', 'too few beats are found to tell a rate');
  const beats = stretch.beats.map((beat) => beat - first);
  const edges = [0, ...beats.filter((beat) => beat > 0), samples.length];
  const gap = Math.max(...edges.slice(1).map((edge, i) => edge - edges[i]!)) / frequency;
  if (gap > LONGEST_GAP) return withheld('artefact', `no beat is found for ${gap.toFixed(1)} s`);
  const interval = medianOf(intervals);
  const alike = beatLikeness(samples, beats, interval * frequency);
  if (!(alike >= likeness))
    return withheld(
      'artefact',
      'beats do not look alike: movement, a loose sensor or another rhythm at each',
    );
  const rate = 60 / interval;
  if (rate < RATES.least || rate > RATES.most)
    return doubtful(`a rate of ${rate.toFixed(0)} /min is outside ${RATES.least} to ${RATES.most}`);
  if (Math.max(...intervals) / Math.min(...intervals) >= LARGEST_RATIO)
    return doubtful('intervals differ more than twofold: an arrhythmia or a missed beat');
  return GOOD;
}
