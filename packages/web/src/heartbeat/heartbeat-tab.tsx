import type { ReactNode } from 'react';
import type { CycleView, TwinDetail } from '../generated/types.ts';
import { ArteriesCard } from './arteries/arteries-card.tsx';
import { hasSignals, middleOf } from './beat.ts';
import { BeatControls } from './beat-controls.tsx';
import { CycleTab } from './cycle-tab.tsx';
import { FiguresCard } from './figures-card.tsx';
import { HEART_SIGNALS } from './heart/heart-state.ts';
import { HeartCard } from './heart-card.tsx';
import styles from './heartbeat.module.css';
import { LoopsCard } from './loops-card.tsx';
import { useBeatClock } from './use-beat-clock.ts';
import { WavesCard } from './waves-card.tsx';
import type { Wave } from './waves-drawing.tsx';

const LEFT: readonly Wave[] = [
  { signal: 'arterial-pressure', label: 'Aorta', tone: '--data' },
  { signal: 'lv-pressure', label: 'Left ventricle', tone: '--ink' },
  { signal: 'la-pressure', label: 'Left atrium', tone: '--in-range', dash: '6 3' },
];
const RIGHT: readonly Wave[] = [
  { signal: 'pulmonary-arterial-pressure', label: 'Pulmonary artery', tone: '--data' },
  { signal: 'rv-pressure', label: 'Right ventricle', tone: '--ink' },
  { signal: 'ra-pressure', label: 'Right atrium', tone: '--in-range', dash: '6 3' },
];
const VEINS: readonly Wave[] = [
  { signal: 'venous-pressure', label: 'Systemic veins', tone: '--data' },
  { signal: 'pulmonary-venous-pressure', label: 'Pulmonary veins', tone: '--in-range', dash: '6 3' },
];
const FLOWS: readonly Wave[] = [
  { signal: 'aortic-flow', label: 'Aortic valve', tone: '--data' },
  { signal: 'mitral-flow', label: 'Mitral valve', tone: '--in-range', dash: '6 3' },
  { signal: 'pulmonary-flow', label: 'Pulmonary valve', tone: '--pink' },
  { signal: 'tricuspid-flow', label: 'Tricuspid valve', tone: '--ink', dash: '2 3' },
];
const WAVES: readonly (readonly [string, readonly Wave[]])[] = [
  ['Pressures of the left heart', LEFT],
  ['Pressures of the right heart', RIGHT],
  ['Pressures of the veins', VEINS],
  ['Flow through the valves', FLOWS],
];

/** One beat of the person's heart as the twin has it: in three dimensions, as loops, as pressures and as flows. */
export function HeartbeatTab({ twin }: { readonly twin: TwinDetail }): ReactNode {
  return (
    <CycleTab twin={twin} reading="Reading one beat">
      {(cycle) => <Beat twin={twin} cycle={cycle} />}
    </CycleTab>
  );
}

function Beat({ twin, cycle }: { readonly twin: TwinDetail; readonly cycle: CycleView }): ReactNode {
  const clock = useBeatClock(middleOf(cycle).period);
  const whole = hasSignals(cycle, HEART_SIGNALS);
  return (
    <>
      <BeatControls cycle={cycle} clock={clock} />
      {whole && (
        <div className={styles.top}>
          <HeartCard cycle={cycle} clock={clock} />
          <div className="stack">
            <LoopsCard cycle={cycle} clock={clock} />
            <FiguresCard cycle={cycle} />
          </div>
        </div>
      )}
      <ArteriesCard twin={twin} member={middleOf(cycle).member} clock={clock} />
      <div className={styles.waves}>
        {WAVES.filter(([, waves]) =>
          hasSignals(
            cycle,
            waves.map(({ signal }) => signal),
          ),
        ).map(([title, waves]) => (
          <WavesCard key={title} title={title} cycle={cycle} clock={clock} waves={waves} />
        ))}
      </div>
    </>
  );
}
