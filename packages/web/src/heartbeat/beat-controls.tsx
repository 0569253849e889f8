import { ActionIcon } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import type { CycleView } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import { hasSignals, middleOf, valueAt, wordOf } from './beat.ts';
import type { BeatClock } from './beat-clock.ts';
import styles from './heartbeat.module.css';
import { usePlaying, useSlowPhase } from './use-beat-clock.ts';

interface BeatControlsProps {
  readonly cycle: CycleView;
  readonly clock: BeatClock;
}

/** Plays and stops the beat, and takes it to any phase: with the pointer, or with the space bar and the arrow keys. */
export function BeatControls({ cycle, clock }: BeatControlsProps): ReactNode {
  const playing = usePlaying(clock);
  const phase = useSlowPhase(clock);
  const median = middleOf(cycle);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement && target.closest('input, textarea, select, button, a, dialog, [role]');
      if (event.key !== ' ' || typing) return;
      event.preventDefault();
      if (clock.playing) clock.pause();
      else clock.play();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [clock]);
  const milliseconds = Math.round(phase * median.period * 1000);
  const words = phaseWords(cycle, phase);
  return (
    <div className={`card ${styles.controls}`}>
      <ActionIcon
        variant="filled"
        size={34}
        radius="xl"
        aria-label={`${playing ? 'Pause' : 'Play'} the ${wordOf(cycle)}`}
        onClick={() => (playing ? clock.pause() : clock.play())}
      >
        {playing ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      </ActionIcon>
      <input
        type="range"
        aria-label={`Phase of the ${wordOf(cycle)}`}
        aria-valuetext={`${milliseconds} ms, ${words}`}
        min={0}
        max={cycle.points - 2}
        step={1}
        value={Math.min(cycle.points - 2, Math.round(phase * (cycle.points - 1)))}
        onChange={(event) => {
          clock.pause();
          clock.seek(Number(event.currentTarget.value) / (cycle.points - 1));
        }}
      />
      <span className={styles.phase}>
        <strong>{milliseconds} ms</strong> {words}
      </span>
      <span className={styles.rate}>
        {cycle.label} at <strong>{formatNumber(60 / median.period, 0)}</strong> /min, as estimated
      </span>
    </div>
  );
}

/** L/min below which air stands still. */
const STILL = 1;

/** Which part of the cycle this is: of a beat by the valves that let blood through, of a breath by where the air goes. */
function phaseWords(cycle: CycleView, phase: number): string {
  if (hasSignals(cycle, ['airway-flow'])) {
    const flow = valueAt(middleOf(cycle), 'airway-flow', phase);
    return Math.abs(flow) < STILL ? 'no flow' : flow > 0 ? 'in' : 'out';
  }
  if (!hasSignals(cycle, ['aortic-flow', 'mitral-flow', 'lv-pressure'])) return '';
  const median = middleOf(cycle);
  const open = (signal: string): boolean => {
    const course = median.signals[signal]!;
    return valueAt(median, signal, phase) > 0.02 * Math.max(...course);
  };
  if (open('aortic-flow')) return 'ejection';
  if (open('mitral-flow')) {
    const rising = valueAt(median, 'la-volume', phase + 0.01) > valueAt(median, 'la-volume', phase - 0.01);
    return rising ? 'filling' : 'filling, the atrium empties';
  }
  const pressing =
    valueAt(median, 'lv-pressure', phase + 0.01) > valueAt(median, 'lv-pressure', phase - 0.01);
  return pressing ? 'contraction, all valves shut' : 'relaxation, all valves shut';
}
