import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { HospitalRun } from '../generated/types.ts';
import { useReducedMotion } from '../monitor/use-reduced-motion.ts';
import { useColourTheme } from '../theme/colour-theme.ts';
import { Segments } from '../twin/segments.tsx';
import { FloorPlan } from './floor-plan.ts';
import { Gantt } from './gantt.tsx';
import styles from './hospital.module.css';
import { sinceWords } from './hospital-clock.ts';
import { ReplayCursor } from './replay-cursor.ts';

/** Seconds in which a run is played from beginning to end. */
const PACES = [
  { value: '120', label: 'Slow' },
  { value: '45', label: 'Even' },
  { value: '15', label: 'Fast' },
] as const;
type Pace = (typeof PACES)[number]['value'];

/** The first replication as it happened, by its event log: who is where and who waits, to be played and scrubbed. */
export function ReplayCard({ run }: { readonly run: HospitalRun }): ReactNode {
  const { replay, unit } = run;
  const still = useReducedMotion();
  const { theme } = useColourTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const cursor = useMemo(() => new ReplayCursor(replay), [replay]);
  const [time, setTime] = useState((replay.from + replay.until) / 2);
  const [playing, setPlaying] = useState(false);
  const [pace, setPace] = useState<Pace>('45');
  const clock = useRef(time);
  const paint = useRef<(seconds: number) => void>(() => undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the style sheet's colours are
  useEffect(() => {
    const element = canvas.current!;
    const style = getComputedStyle(element);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const colours = {
      panel: colour('--ground'),
      line: colour('--line-strong'),
      ink: colour('--ink'),
      muted: colour('--muted'),
      held: colour('--data'),
      waiting: colour('--scenario'),
    };
    const plan = new FloorPlan(element, replay);
    paint.current = (seconds) => {
      cursor.moveTo(clock.current);
      plan.paint(cursor.places, colours, seconds);
    };
    const observer = new ResizeObserver(() => {
      plan.resize(element.parentElement!.clientWidth, Math.min(2, devicePixelRatio));
      paint.current(Number.POSITIVE_INFINITY);
    });
    observer.observe(element.parentElement!);
    return () => observer.disconnect();
  }, [replay, cursor, theme]);
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    let told = last;
    let frame = requestAnimationFrame(function step(now) {
      const seconds = Math.min(0.1, (now - last) / 1000);
      last = now;
      const length = replay.until - replay.from;
      clock.current = Math.min(replay.until, clock.current + (seconds * length) / Number(pace));
      paint.current(still ? Number.POSITIVE_INFINITY : seconds);
      if (now - told > 200 || clock.current >= replay.until) {
        told = now;
        setTime(clock.current);
      }
      if (clock.current >= replay.until) setPlaying(false);
      else frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [replay, playing, pace, still]);
  const scrub = (next: number): void => {
    clock.current = next;
    setTime(next);
    paint.current(Number.POSITIVE_INFINITY);
  };
  return (
    <ChartCard
      title="One run, as it happened"
      under={
        <>
          The first of the replications by its event log.{' '}
          <span className={styles.key} data-tone="held">
            being served
          </span>{' '}
          <span className={styles.key} data-tone="waiting">
            waiting
          </span>
        </>
      }
      file="hospital-replay"
      table={() => ({
        caption: `Who was where, and who waited for what; times in ${unit} from the start of the run`,
        header: ['Entity', 'Resource', 'What', 'From', 'To'],
        rows: replay.entity.map((entity, i) => [
          replay.entities[entity]!,
          replay.places[replay.place[i]!]!.name,
          replay.waits[i] ? 'waits' : 'holds',
          replay.start[i]!,
          replay.end[i]!,
        ]),
      })}
      controls={
        <>
          <button
            type="button"
            className={styles.play}
            onClick={() => {
              if (clock.current >= replay.until) scrub(replay.from);
              setPlaying(!playing);
            }}
          >
            {playing ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
            {playing ? 'Pause' : 'Play'}
          </button>
          <label className={styles.scrub}>
            <span className="visually-hidden">Time of the run</span>
            <input
              type="range"
              min={replay.from}
              max={replay.until}
              step={(replay.until - replay.from) / 400}
              value={time}
              aria-valuetext={sinceWords(time, unit)}
              onChange={(event) => scrub(Number(event.currentTarget.value))}
            />
            <strong>{sinceWords(time, unit)}</strong>
          </label>
          <Segments label="Pace" value={pace} options={PACES} onChange={setPace} />
        </>
      }
    >
      <div className={styles.floor}>
        <canvas
          ref={canvas}
          role="img"
          aria-label="Floor plan: who is served and who waits at each place; the table holds the same"
        />
      </div>
      <h3 className={styles.sub}>Every unit over the run, and how many wait for it</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Every unit over the run" tabIndex={0}>
        <Gantt replay={replay} unit={unit} time={time} />
      </section>
    </ChartCard>
  );
}
