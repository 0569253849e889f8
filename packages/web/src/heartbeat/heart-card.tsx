import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconFocusCentered,
} from '@tabler/icons-react';
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import { useWidth } from '../charts/use-width.ts';
import type { CycleView } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import { bandAt, bandOver, middleOf, valueAt } from './beat.ts';
import type { BeatClock } from './beat-clock.ts';
import type { HeartScene, Viewpoint } from './heart/heart-scene.ts';
import { CHAMBERS, type Chamber, heartMeshes } from './heart/heart-shape.ts';
import { heartStateAt, highestPressure } from './heart/heart-state.ts';
import { drawStill } from './heart/heart-still.ts';
import styles from './heartbeat.module.css';
import { rampGradient, shareOf } from './pressure-ramp.ts';
import { useSlowPhase } from './use-beat-clock.ts';
import { useScheme } from './use-scheme.ts';

interface HeartCardProps {
  readonly cycle: CycleView;
  readonly clock: BeatClock;
}

const FRONT: Viewpoint = { around: 0.3, above: 0.1, away: 44 };
const HEIGHT = 440;
const TURN = Math.PI / 12;
const CHAMBER_WORDS: Readonly<Record<Chamber, string>> = {
  lv: 'Left ventricle',
  rv: 'Right ventricle',
  la: 'Left atrium',
  ra: 'Right atrium',
};

/** The heart in three dimensions: each chamber holds what the twin estimates, through the beat as the twin has it. */
export function HeartCard({ cycle, clock }: HeartCardProps): ReactNode {
  const scheme = useScheme();
  const [doubt, setDoubt] = useState(true);
  const [view, setView] = useState(FRONT);
  const highest = highestPressure(cycle);
  const turn = (around: number, above: number): void =>
    setView((before) => ({
      ...before,
      around: before.around + around,
      above: Math.max(-1.45, Math.min(1.45, before.above + above)),
    }));
  return (
    <ChartCard
      title="The heart as estimated"
      under={
        <span className="muted small">
          Each chamber encloses its estimated volume. Vessels and the wall between the chambers are drawn, not
          estimated.
        </span>
      }
      file={`${cycle.twin}-chambers`}
      table={() => chamberTable(cycle)}
      className={styles.heart ?? ''}
    >
      <Picture cycle={cycle} clock={clock} scheme={scheme} view={view} doubt={doubt} onTurn={turn} />
      <div className={styles.below}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys repeat what the buttons inside do */}
        <div
          className={styles.turns}
          onKeyDown={(event) => {
            const [around, above] = KEYS[event.key] ?? [0, 0];
            if (around === 0 && above === 0) return;
            event.preventDefault();
            turn(around, above);
          }}
        >
          <Turn label="Turn to the left" onClick={() => turn(TURN, 0)} icon={IconArrowLeft} />
          <Turn label="Turn to the right" onClick={() => turn(-TURN, 0)} icon={IconArrowRight} />
          <Turn label="Look from above" onClick={() => turn(0, TURN)} icon={IconArrowUp} />
          <Turn label="Look from below" onClick={() => turn(0, -TURN)} icon={IconArrowDown} />
          <Turn label="From the front" onClick={() => setView(FRONT)} icon={IconFocusCentered} />
        </div>
        <label className={styles.doubt}>
          <input
            type="checkbox"
            checked={doubt}
            onChange={(event) => setDoubt(event.currentTarget.checked)}
          />
          5 to 95 % as core and veil
        </label>
        <div
          className={styles.ramp}
          role="img"
          aria-label={`Colour tells pressure, from 0 to ${highest} mmHg`}
        >
          <span style={{ background: rampGradient(scheme) }} />
          {[0, 10, 40, highest].map((pressure) => (
            <b key={pressure} style={{ insetInlineStart: `${100 * shareOf(pressure, highest)}%` }}>
              {pressure}
            </b>
          ))}
          <i>mmHg</i>
        </div>
      </div>
      <Chambers cycle={cycle} clock={clock} />
    </ChartCard>
  );
}

const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [TURN, 0],
  ArrowRight: [-TURN, 0],
  ArrowUp: [0, TURN],
  ArrowDown: [0, -TURN],
};

/** Milliseconds a picture may take and leave time for the rest of a frame. */
const AT_EASE = 12;
/** Milliseconds between pictures of a playing beat where no graphics card draws them: each holds up everything else. */
const SELDOM = 2500;

interface PictureProps extends HeartCardProps {
  readonly scheme: 'light' | 'dark';
  readonly view: Viewpoint;
  readonly doubt: boolean;
  readonly onTurn: (around: number, above: number) => void;
}

function Picture({ cycle, clock, scheme, view, doubt, onTurn }: PictureProps): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<HeartScene | null>(null);
  const [ready, setReady] = useState<'loading' | 'solid' | 'flat'>('loading');
  const [slow, setSlow] = useState(false);
  const dragged = useRef<readonly [number, number] | null>(null);
  useEffect(() => {
    let gone = false;
    void import('./heart/heart-scene.ts')
      .then(({ HeartScene }) => {
        if (gone || canvas.current === null) return;
        scene.current = new HeartScene(canvas.current);
        setReady('solid');
      })
      .catch(() => {
        if (!gone) setReady('flat');
      });
    return () => {
      gone = true;
      scene.current?.dispose();
      scene.current = null;
    };
  }, []);
  useEffect(() => {
    const three = scene.current;
    if (three === null || width === 0 || ready !== 'solid') return;
    three.resize(width, HEIGHT);
    three.look(view);
    three.showDoubt(doubt);
    const heavy = three.cost(heartStateAt(cycle, clock.phase, scheme)) > AT_EASE;
    setSlow(heavy);
    let last = Number.NEGATIVE_INFINITY;
    return clock.listen((phase) => {
      const now = performance.now();
      if (heavy && clock.playing && now - last < SELDOM) return;
      last = now;
      three.draw(heartStateAt(cycle, phase, scheme));
    });
  }, [ready, cycle, clock, scheme, view, doubt, width]);
  return (
    <div
      ref={place}
      className={styles.stage}
      style={{ height: HEIGHT }}
      onPointerDown={(event: PointerEvent) => {
        dragged.current = [event.clientX, event.clientY];
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event: PointerEvent) => {
        if (dragged.current === null) return;
        const [x, y] = dragged.current;
        dragged.current = [event.clientX, event.clientY];
        onTurn((x - event.clientX) / 130, (event.clientY - y) / 130);
      }}
      onPointerUp={() => {
        dragged.current = null;
      }}
    >
      <canvas
        ref={canvas}
        hidden={ready === 'flat'}
        data-heart={ready}
        role="img"
        aria-label={`A heart of four chambers through one beat; the table holds its volumes`}
        style={{ width: '100%', height: HEIGHT, display: ready === 'flat' ? 'none' : 'block' }}
      />
      {slow && (
        <p className={styles.flat}>
          No graphics card here: while the beat plays, the heart is drawn now and then.
        </p>
      )}
      {ready === 'flat' && width > 0 && (
        <Flat cycle={cycle} clock={clock} scheme={scheme} view={view} width={width} />
      )}
    </div>
  );
}

/** Without WebGL the picture is drawn in the plane. That costs more than a frame has, so it stands still while the beat plays. */
function Flat({
  cycle,
  clock,
  scheme,
  view,
  width,
}: HeartCardProps & {
  readonly scheme: 'light' | 'dark';
  readonly view: Viewpoint;
  readonly width: number;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [meshes] = useState(heartMeshes);
  const phase = useSlowPhase(clock, 0.4);
  useEffect(() => {
    const element = canvas.current;
    const to = element?.getContext('2d');
    if (element == null || to == null) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    element.width = Math.round(width * ratio);
    element.height = Math.round(HEIGHT * ratio);
    to.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawStill(to, [width, HEIGHT], meshes, heartStateAt(cycle, phase, scheme), view);
  }, [cycle, phase, scheme, view, width, meshes]);
  return (
    <>
      <canvas
        ref={canvas}
        data-heart="flat"
        role="img"
        aria-label="A heart of four chambers, drawn without depth; the table holds its volumes"
        style={{ width: '100%', height: HEIGHT, display: 'block' }}
      />
      <p className={styles.flat}>Drawn flat: this browser has no WebGL.</p>
    </>
  );
}

function Turn({
  label,
  onClick,
  icon: Icon,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly icon: typeof IconArrowUp;
}): ReactNode {
  return (
    <button type="button" className={styles.turn} aria-label={label} title={label} onClick={onClick}>
      <Icon size={15} aria-hidden />
    </button>
  );
}

function Chambers({ cycle, clock }: HeartCardProps): ReactNode {
  const phase = useSlowPhase(clock, 6);
  const median = middleOf(cycle);
  return (
    <dl className={styles.chambers}>
      {CHAMBERS.map((chamber) => {
        const { q05, q95 } = bandAt(cycle, `${chamber}-volume`, phase);
        return (
          <div key={chamber}>
            <dt>{CHAMBER_WORDS[chamber]}</dt>
            <dd>
              <strong>{formatNumber(valueAt(median, `${chamber}-volume`, phase), 0)}</strong> mL{' '}
              <span className="muted">
                {formatNumber(q05, 0)} to {formatNumber(q95, 0)}
              </span>
            </dd>
            <dd className="muted">{formatNumber(valueAt(median, `${chamber}-pressure`, phase), 0)} mmHg</dd>
          </div>
        );
      })}
    </dl>
  );
}

function chamberTable(cycle: CycleView): ChartTable {
  const bands = CHAMBERS.map((chamber) => bandOver(cycle, `${chamber}-volume`));
  const { period } = middleOf(cycle);
  const round = (value: number): number => Number(value.toFixed(1));
  return {
    caption: 'Volumes of the chambers through one beat, mL: the median over members and their 90 % interval',
    header: [
      'Time, ms',
      ...CHAMBERS.flatMap((chamber) => [
        CHAMBER_WORDS[chamber],
        `${CHAMBER_WORDS[chamber]}: from`,
        `${CHAMBER_WORDS[chamber]}: to`,
      ]),
    ],
    rows: bands[0]!.map((_, k) => [
      Math.round((1000 * period * k) / (cycle.points - 1)),
      ...bands.flatMap((band) => [round(band[k]!.q50), round(band[k]!.q05), round(band[k]!.q95)]),
    ]),
  };
}
