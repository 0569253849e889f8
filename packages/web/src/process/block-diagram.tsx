import type { ReactNode } from 'react';
import { ScrollX } from '../charts/scroll-x.tsx';
import type { MappedActivity, ProcessNode } from '../generated/types.ts';
import { BLOCK, blockLayout } from './block-layout.ts';
import { fitted } from './fitted.ts';
import styles from './process.module.css';

interface BlockDiagramProps {
  readonly nodes: readonly ProcessNode[];
  readonly activities: readonly MappedActivity[];
  /** The process in words, for whoever does not see it. */
  readonly label: string;
}

const LINE = 15;
/** Letters that fit into a line of a box. */
const LETTERS = 14;

/** A discovered process in the signs of BPMN 2.0; activities that cases leave out or add bear the number of those cases. */
export function BlockDiagram({ nodes, activities, label }: BlockDiagramProps): ReactNode {
  const drawing = blockLayout(nodes);
  const off = new Map(activities.map(({ name, skipped, unforeseen }) => [name, skipped + unforeseen]));
  const { start, end } = drawing;
  return (
    <ScrollX label="Discovered process">
      <svg
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        style={fitted(drawing.width)}
        role="img"
        aria-label={`Discovered process: ${label}`}
        className={styles.blocks}
      >
        {drawing.ways.map((way) => (
          <path key={way} d={way} className={styles.track} />
        ))}
        <circle cx={start.x} cy={start.y} r={BLOCK.terminal} className={styles.start} />
        <circle cx={end.x} cy={end.y} r={BLOCK.terminal} className={styles.finish} />
        {drawing.gateways.map(({ sign, x, y }) => (
          <g key={`${x} ${y}`} transform={`translate(${x} ${y})`}>
            <path
              d={`M0 ${-BLOCK.gateway}L${BLOCK.gateway} 0L0 ${BLOCK.gateway}L${-BLOCK.gateway} 0Z`}
              className={styles.gateway}
            />
            <path d={sign === '×' ? 'M-4 -4L4 4M4 -4L-4 4' : 'M-5 0H5M0 -5V5'} className={styles.sign} />
          </g>
        ))}
        {drawing.boxes.map(({ name, x, y }) => {
          const count = off.get(name) ?? 0;
          return (
            <g key={`${name} ${x} ${y}`} transform={`translate(${x} ${y})`}>
              <rect width={BLOCK.width} height={BLOCK.height} rx={10} className={styles.box} />
              {twoLines(name).map((line, i, { length }) => (
                <text
                  key={line}
                  x={BLOCK.width / 2}
                  y={BLOCK.height / 2 + LINE * (i - (length - 1) / 2)}
                  dy="0.35em"
                  textAnchor="middle"
                  className={styles.name}
                >
                  {line}
                </text>
              ))}
              {count > 0 && (
                <g transform={`translate(${BLOCK.width - 8} 0)`}>
                  <rect x={-14} y={-9} width={28} height={18} rx={9} className={styles.badge} />
                  <text textAnchor="middle" dy="0.35em" className={styles.badgeText}>
                    {count}
                  </text>
                </g>
              )}
            </g>
          );
        })}
      </svg>
    </ScrollX>
  );
}

/** A name on at most two lines, broken between words, shortened where it must be. */
function twoLines(name: string): readonly string[] {
  if (name.length <= LETTERS) return [name];
  const space = name.lastIndexOf(' ', LETTERS);
  const at = space > 0 ? space : LETTERS;
  const rest = name.slice(at).trim();
  return [name.slice(0, at), rest.length > LETTERS ? `${rest.slice(0, LETTERS - 1)}…` : rest];
}
