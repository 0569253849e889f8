import type { ReactNode } from 'react';
import { useDraft } from '../shell/use-draft.ts';
import styles from './process.module.css';

/** Milliseconds the slider rests before the log is mined again. */
const REST = 300;

/** Which behaviour is passed over, in percent of the commonest. */
export function NoiseSlider({
  noise,
  onNoise,
}: {
  readonly noise: number;
  readonly onNoise: (noise: number) => void;
}): ReactNode {
  const [asked, setAsked] = useDraft(noise, REST, onNoise);
  return (
    <label className={styles.detail}>
      Pass over what is rarer than
      <input
        type="range"
        min={0}
        max={60}
        step={5}
        value={asked}
        aria-valuetext={`${asked} percent of the commonest`}
        onChange={(event) => setAsked(Number(event.currentTarget.value))}
      />
      <span className={styles.count}>{asked} % of the commonest</span>
    </label>
  );
}
