import type { ReactNode } from 'react';
import styles from './body-figure.module.css';
import type { Organ } from './organ.ts';

/** Width and height of the drawing; organs are placed in these coordinates. */
export const FIGURE = { width: 240, height: 440 } as const;

/** Where a line that leads to an organ ends. A person's left is on the right of the drawing. */
export const ORGAN_POINTS: Readonly<Record<Organ, readonly [number, number]>> = {
  lungs: [90, 168],
  heart: [133, 172],
  glucose: [139, 238],
  drug: [97, 262],
  other: [120, 300],
};

const HALF =
  'M131 78C131 95 133 102 146 107C166 113 178 121 182 142C187 176 191 210 197 250C200 273 204 292 206 311C207 323 196 325 193 313C188 290 181 262 175 236C170 214 165 195 161 174C160 200 154 220 153 242C152 264 158 286 160 312C162 347 158 390 155 440';
const INNER = 'M126 440C126 405 124 367 120 340';
const LUNG = 'M112 126C99 121 90 138 86 163C82 186 83 199 88 203C97 205 108 200 112 190Z';
const LUNG_NOTCHED =
  'M128 126C141 121 150 138 154 163C158 186 157 199 152 203C146 204 141 202 138 198C146 186 147 172 140 162C136 157 131 157 128 159Z';
const HEART =
  'M120 162C117 151 130 149 132 157C137 148 150 156 145 170C141 182 132 190 127 193C119 184 116 173 120 162Z';
const VESSEL = 'M128 158C126 140 118 141 118 156L118 292M118 292L108 322M118 292L128 322';
const PANCREAS =
  'M96 240C101 231 116 234 129 229C140 225 147 226 149 231C147 239 134 239 124 243C111 248 98 250 96 240Z';
const KIDNEY =
  'M99 252C91 250 87 259 89 268C91 277 99 279 102 273C104 268 99 265 101 261C103 257 103 253 99 252Z';

interface BodyFigureProps {
  /** Organs that a twin follows, drawn full; others are only outlined. */
  readonly followed: ReadonlySet<Organ>;
  /** Organs whose twins abstain, drawn dashed. */
  readonly silent: ReadonlySet<Organ>;
  /** The organ pointed at. */
  readonly lit: Organ | null;
}

/** A body with the organs that are followed. A picture only: the cards beside it say the same in words. */
export function BodyFigure({ followed, silent, lit }: BodyFigureProps): ReactNode {
  const state = (organ: Organ): string =>
    silent.has(organ) ? 'silent' : followed.has(organ) ? 'followed' : 'none';
  const mirror = `matrix(-1 0 0 1 ${FIGURE.width} 0)`;
  return (
    <svg
      className={styles.figure}
      viewBox={`0 0 ${FIGURE.width} ${FIGURE.height}`}
      width={FIGURE.width}
      height={FIGURE.height}
      aria-hidden
    >
      <title>Body</title>
      <defs>
        <linearGradient id="figure-fade" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0.7" stopColor="#fff" />
          <stop offset="0.98" stopColor="#fff" stopOpacity="0" />
        </linearGradient>
        <mask id="figure-mask">
          <rect width={FIGURE.width} height={FIGURE.height} fill="url(#figure-fade)" />
        </mask>
      </defs>
      <g mask="url(#figure-mask)">
        <ellipse cx="120" cy="48" rx="25.5" ry="32" className={styles.skin} />
        {[undefined, mirror].map((transform) => (
          <g key={transform ?? 'right'} transform={transform}>
            <path d={`${HALF}L126 440C126 405 124 367 120 340L120 70L131 70Z`} className={styles.flesh} />
            <path d={HALF} className={styles.line} />
            <path d={INNER} className={styles.line} />
          </g>
        ))}
      </g>
      <path d={VESSEL} className={styles.vessel} data-state={state('heart')} data-lit={lit === 'heart'} />
      <g className={styles.organ} data-state={state('lungs')} data-lit={lit === 'lungs'}>
        <path d={LUNG} />
        <path d={LUNG_NOTCHED} />
        <path d="M120 104V132M120 132L108 146M120 132L132 146" fill="none" />
      </g>
      <g className={styles.organ} data-state={state('drug')} data-lit={lit === 'drug'}>
        <path d={KIDNEY} />
        <path d={KIDNEY} transform={mirror} />
      </g>
      <g className={styles.organ} data-state={state('glucose')} data-lit={lit === 'glucose'}>
        <path d={PANCREAS} />
      </g>
      <g className={styles.organ} data-state={state('heart')} data-lit={lit === 'heart'}>
        <path d={HEART} />
      </g>
    </svg>
  );
}
