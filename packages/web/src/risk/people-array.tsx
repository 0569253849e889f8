import type { ReactNode } from 'react';

/** Some of a hundred people, in one colour and shape. */
export interface PeopleShare {
  readonly count: number;
  readonly colour: string;
  /** `full` a filled figure, `ring` an outlined one, `gone` a cross. */
  readonly shape: 'full' | 'ring' | 'gone';
}

interface PeopleArrayProps {
  /** In the order in which they fill the rows; what is left of a hundred is drawn last, faint. */
  readonly shares: readonly PeopleShare[];
  /** The words that stand for the picture. */
  readonly label: string;
  readonly pitch?: number;
}

const COLUMNS = 20;

/** A hundred people like this one: each share told apart by shape before colour. */
export function PeopleArray({ shares, label, pitch = 15 }: PeopleArrayProps): ReactNode {
  const all = shares.flatMap((share) => Array.from({ length: share.count }, () => share));
  const rest: PeopleShare = { count: 0, colour: 'var(--prior)', shape: 'full' };
  const people = Array.from({ length: 100 }, (_, i) => all[i] ?? rest);
  const height = 1.25 * pitch;
  return (
    <svg
      viewBox={`0 0 ${COLUMNS * pitch} ${(100 / COLUMNS) * height}`}
      width="100%"
      style={{ display: 'block', maxWidth: COLUMNS * pitch * 1.4 }}
      role="img"
      aria-label={label}
    >
      {people.map(({ colour, shape }, i) => {
        const x = (i % COLUMNS) * pitch + pitch / 2;
        const y = Math.floor(i / COLUMNS) * height + height / 2;
        // biome-ignore lint/suspicious/noArrayIndexKey: people in a row have no other name
        return <Figure key={i} x={x} y={y} size={pitch} colour={colour} shape={shape} />;
      })}
    </svg>
  );
}

interface FigureProps {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colour: string;
  readonly shape: PeopleShare['shape'];
}

function Figure({ x, y, size, colour, shape }: FigureProps): ReactNode {
  const s = size / 15;
  if (shape === 'gone') {
    return (
      <path
        d={`M${x - 3 * s} ${y - 3 * s}l${6 * s} ${6 * s}m0 ${-6 * s}l${-6 * s} ${6 * s}`}
        stroke={colour}
        strokeWidth={1.8 * s}
        strokeLinecap="round"
        fill="none"
      />
    );
  }
  const body = `M${x - 4 * s} ${y + 7 * s}v${-4.5 * s}a${4 * s} ${4 * s} 0 0 1 ${8 * s} 0v${4.5 * s}z`;
  const look =
    shape === 'full' ? { fill: colour } : { fill: 'var(--panel)', stroke: colour, strokeWidth: 1.5 * s };
  return (
    <g {...look}>
      <circle cx={x} cy={y - 4.6 * s} r={2.7 * s} />
      <path d={body} />
    </g>
  );
}
