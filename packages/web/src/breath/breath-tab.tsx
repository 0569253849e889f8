import type { ReactNode } from 'react';
import type { CycleView, TwinDetail } from '../generated/types.ts';
import { middleOf } from '../heartbeat/beat.ts';
import { BeatControls } from '../heartbeat/beat-controls.tsx';
import { CycleTab } from '../heartbeat/cycle-tab.tsx';
import { FiguresCard } from '../heartbeat/figures-card.tsx';
import styles from '../heartbeat/heartbeat.module.css';
import { useBeatClock } from '../heartbeat/use-beat-clock.ts';
import { WavesCard } from '../heartbeat/waves-card.tsx';
import type { Wave } from '../heartbeat/waves-drawing.tsx';
import { BreathLoopsCard } from './breath-loops-card.tsx';

const PRESSURES: readonly Wave[] = [
  { signal: 'opening-pressure', label: 'Airway opening', tone: '--ink', dash: '2 3' },
  { signal: 'alveolar-pressure', label: 'Alveoli', tone: '--data' },
  { signal: 'pleural-pressure', label: 'Around the lungs', tone: '--in-range', dash: '6 3' },
  { signal: 'muscle-pressure', label: 'Muscles', tone: '--pink', dash: '8 3 2 3' },
];
const FLOW: readonly Wave[] = [{ signal: 'airway-flow', label: 'Into the lungs', tone: '--data' }];
const VOLUME: readonly Wave[] = [{ signal: 'breath-volume', label: 'Above rest', tone: '--data' }];
const WAVES: readonly (readonly [string, readonly Wave[]])[] = [
  ['Pressures of the breath', PRESSURES],
  ['Flow at the mouth', FLOW],
  ['Volume in the lungs', VOLUME],
];

/** One breath of the person's lungs as the twin has it, with the ventilator that is set: as loops, pressures, flow and volume. */
export function BreathTab({ twin }: { readonly twin: TwinDetail }): ReactNode {
  return (
    <CycleTab twin={twin} reading="Reading one breath">
      {(cycle) => <Breath cycle={cycle} />}
    </CycleTab>
  );
}

function Breath({ cycle }: { readonly cycle: CycleView }): ReactNode {
  const clock = useBeatClock(middleOf(cycle).period);
  return (
    <>
      <BeatControls cycle={cycle} clock={clock} />
      <BreathLoopsCard cycle={cycle} clock={clock} />
      <FiguresCard cycle={cycle} />
      <div className={styles.waves}>
        {WAVES.map(([title, waves]) => (
          <WavesCard key={title} title={title} cycle={cycle} clock={clock} waves={waves} />
        ))}
      </div>
    </>
  );
}
