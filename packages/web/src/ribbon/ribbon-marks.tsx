import type { ReactNode } from 'react';
import type { InterventionType } from '../generated/types.ts';
import { formatNumber, formatSpan } from '../units/format.ts';
import { plainUnit } from '../units/measure.ts';
import styles from './ribbon.module.css';
import type { Mark, Ribbon } from './ribbon.ts';
import { LANE, type RibbonScales } from './ribbon-scales.ts';

interface RibbonMarksProps {
  readonly ribbon: Ribbon;
  readonly scales: RibbonScales;
  readonly types: readonly InterventionType[];
}

/** A shape a lane; the words beside it say what it is. */
const SHAPES = ['M0-4.5 4.8 3.8h-9.6Z', 'M0 4.5 4.8-3.8h-9.6Z', 'M0-5 5 0 0 5-5 0Z', 'M-4-4h8v8h-8Z'];

/** What was done, above the time it was done at; what is only proposed is dashed. */
export function RibbonMarks({ ribbon, scales, types }: RibbonMarksProps): ReactNode {
  return (
    <g className={styles.marks}>
      {scales.lanes.map((lane, row) => {
        const marks = ribbon.marks
          .filter((mark) => mark.type === lane && mark.at >= ribbon.from && mark.at <= ribbon.to)
          .sort((a, b) => a.at - b.at);
        const cy = 10 + row * LANE + LANE / 2 - 4;
        return marks.map((mark, i) => {
          const at = scales.x(mark.at);
          const next = marks[i + 1];
          const words = amountWords(mark, types);
          const room =
            (next === undefined ? scales.right + 12 : scales.x(next.at)) - at > 16 + words.length * 6.4;
          const before = at + 16 + words.length * 6.4 > scales.right + 8;
          return (
            <g
              key={`${mark.at} ${mark.proposed}`}
              data-lane={row % SHAPES.length}
              data-proposed={mark.proposed}
            >
              <line x1={at} x2={at} y1={cy + 7} y2={scales.bottom} />
              <path d={SHAPES[row % SHAPES.length]} transform={`translate(${at} ${cy})`} />
              {room && (
                <text x={before ? at - 9 : at + 9} y={cy} dy="0.35em" textAnchor={before ? 'end' : 'start'}>
                  {words}
                </text>
              )}
            </g>
          );
        });
      })}
    </g>
  );
}

/** What a mark amounts to, in the units of its type: `45 g`, `4.2 U`, `50 % for 60 min`, `2, patients a nurse cares for 8, for 24 h`. */
export function amountWords(
  mark: Pick<Mark, 'type' | 'amounts'>,
  types: readonly InterventionType[],
): string {
  const type = types.find((one) => one.name === mark.type);
  const fields = type?.fields ?? Object.keys(mark.amounts).map((name) => ({ name, label: name, unit: '' }));
  const told = fields.filter((field) => mark.amounts[field.name] !== undefined);
  return told
    .map(({ name, label, unit }, i) => {
      const amount = mark.amounts[name]!;
      const words = `${formatNumber(amount)} ${plainUnit(unit)}`.trim();
      if (i === 0)
        return type !== undefined && named(type, label, unit) ? `${words} ${label.toLowerCase()}` : words;
      return unit === 'min'
        ? `${told.length > 2 ? ',' : ''} for ${formatSpan(amount * 60_000)}`
        : `, ${label.toLowerCase()} ${words}`;
    })
    .join('');
}

/** Whether a bare number needs the words of its field: `8 beds`, where the type does not say them already. */
function named(type: InterventionType, label: string, unit: string): boolean {
  return plainUnit(unit) === '' && label !== type.label;
}
