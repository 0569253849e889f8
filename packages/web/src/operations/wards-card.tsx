import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ChartCard } from '../charts/chart-card.tsx';
import type { BedBoard, BedUnit } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import { BedLegend } from './bed-legend.tsx';
import { bedKey, bedSigns } from './bed-signs.ts';
import beds from './beds.module.css';
import { chanceWords } from './capacity-ribbon.ts';
import operations from './operations.module.css';
import { useWards } from './operations-queries.ts';
import styles from './wards-card.module.css';

/** Every ward with its beds as they stand, against those that are staffed. The fullest come first. */
export function WardsCard({
  id,
  board,
  search,
}: {
  readonly id: string;
  readonly board: BedBoard;
  readonly search: string;
}): ReactNode {
  const at = Date.parse(board.at);
  const wards = useWards(id).data?.wards ?? [];
  const chanceOf = (unit: string): number | undefined => wards.find((ward) => ward.unit === unit)?.overAtAll;
  const units = [...board.units].sort((a, b) => fullness(b) - fullness(a));
  return (
    <ChartCard
      title="Wards"
      under={<BedLegend />}
      file="wards"
      table={() => ({
        caption: 'Beds of each ward',
        header: [
          'Ward',
          'Patients',
          'Staffed',
          'Closed',
          'Cleaning',
          'Reserved',
          'Leave in 24 h',
          '90 % from',
          '90 % to',
          'Too few in 72 h, %',
        ],
        rows: units.map(({ unit, patients, staffed, closed, cleaning, reserved, leaving24 }) => [
          unit,
          patients,
          staffed,
          closed,
          cleaning,
          reserved,
          Number(leaving24.mean.toFixed(1)),
          leaving24.low,
          leaving24.high,
          percent(chanceOf(unit)),
        ]),
      })}
    >
      {units.length === 0 ? (
        <p className="muted">
          No ward is known yet. Wards appear as soon as a message names one of their beds.
        </p>
      ) : (
        <ul className={styles.wards}>
          {units.map((unit) => (
            <li key={unit.unit}>
              <Link
                to={{ pathname: '/operations/beds', search, hash: `#${encodeURIComponent(unit.unit)}` }}
                className={styles.ward}
              >
                <span className={styles.wardHead}>
                  <strong>{unit.unit}</strong>
                  <span>
                    {unit.patients}/{unit.staffed}
                    <span className="visually-hidden"> staffed beds taken</span>
                  </span>
                </span>
                <span className={styles.cells} aria-hidden>
                  {board.rows
                    .filter((row) => row.unit === unit.unit)
                    .map((row) => {
                      const { look, isolation, disputed } = bedSigns(row, at);
                      return (
                        <i
                          key={bedKey(row)}
                          className={beds.cell}
                          data-look={look}
                          data-isolation={isolation}
                          data-disputed={disputed}
                        />
                      );
                    })}
                </span>
                <Fullness unit={unit} />
                <span className="muted small">
                  {wardWords(unit)}
                  <Chance chance={chanceOf(unit.unit)} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </ChartCard>
  );
}

function Fullness({ unit }: { readonly unit: BedUnit }): ReactNode {
  const share = Math.min(1, fullness(unit));
  return (
    <span className={styles.fullness} data-full={share >= 1} aria-hidden>
      <span style={{ width: `${100 * share}%` }} />
    </span>
  );
}

/** How probably a ward's beds are too few at some time in three days. */
function Chance({ chance }: { readonly chance: number | undefined }): ReactNode {
  if (chance === undefined) return null;
  return (
    <>
      ; too few in 72 h: <strong className={operations.ink}>{chanceWords(chance)}</strong>
    </>
  );
}

function percent(chance: number | undefined): number | null {
  return chance === undefined ? null : Math.round(100 * chance);
}

/** Patients of staffed beds; a ward without any that has patients is over full. */
function fullness({ patients, staffed }: BedUnit): number {
  return staffed === 0 ? (patients > 0 ? Number.POSITIVE_INFINITY : 0) : patients / staffed;
}

/** What is free, being cleaned or closed, and who will probably leave. */
function wardWords({ patients, staffed, cleaning, closed, reserved, leaving24 }: BedUnit): string {
  const free = Math.max(0, staffed - patients - cleaning);
  const parts = [
    free === 0 ? 'none free' : `${free} free`,
    cleaning === 0 ? null : `${cleaning} cleaning`,
    closed === 0 ? null : `${closed} closed`,
    reserved === 0 ? null : `${reserved} reserved`,
    patients === 0
      ? null
      : `${formatNumber(leaving24.mean, 1)} (${leaving24.low} to ${leaving24.high}) leave in 24 h`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
