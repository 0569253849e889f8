import { type KeyboardEvent, memo, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import type { BedRow, BedUnit, WardForecast } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import { bedKey, bedName, bedSigns, bedWords, LOOK_WORDS } from './bed-signs.ts';
import styles from './beds.module.css';
import { chanceWords, shortChance } from './capacity-ribbon.ts';
import { nextBed } from './next-bed.ts';

interface WardBedsProps {
  readonly ward: BedUnit;
  readonly rows: readonly BedRow[];
  /** Its next 72 hours; undefined while they are simulated, and on a board of the past. */
  readonly forecast: WardForecast | undefined;
  /** Milliseconds. */
  readonly at: number;
  /** Key of the bed looked at. */
  readonly chosen: string | null;
  readonly dimmed: (row: BedRow) => boolean;
  readonly onChoose: (key: string | null) => void;
}

/** The beds of a ward. One stop of the Tab key; arrows go from bed to bed, Enter looks closer, Escape lets go. */
export function WardBeds({ ward, rows, forecast, at, chosen, dimmed, onChoose }: WardBedsProps): ReactNode {
  const inside = rows.some((row) => bedKey(row) === chosen);
  const { mean, low, high } = ward.leaving24;
  const { search } = useLocation();
  return (
    <section className={styles.ward} id={encodeURIComponent(ward.unit)} aria-label={ward.unit}>
      <div className={styles.head}>
        <h3>
          {ward.unit}{' '}
          <span className="muted">
            {ward.patients} of {ward.staffed} staffed
          </span>
        </h3>
        <span className="muted small">
          {ward.patients > 0 && `${formatNumber(mean, 1)} (${low} to ${high}) leave in 24 h`}
          {ward.cleaning > 0 && `, ${ward.cleaning} cleaning`}
          {ward.closed > 0 && `, ${ward.closed} closed`}
          {forecast !== undefined && (
            <>
              , beds too few in 72 h:{' '}
              <Link
                className={styles.chance}
                to={{ pathname: '/operations', search: wardSearch(search, ward.unit) }}
                aria-label={`${ward.unit}: beds needed in 72 h, too few with ${chanceWords(forecast.overAtAll)}`}
              >
                {chanceWords(forecast.overAtAll)}
              </Link>
            </>
          )}
        </span>
      </div>
      <ul className={styles.beds} onKeyDown={(event) => onKey(event, () => onChoose(null))}>
        {rows.map((row, index) => {
          const key = bedKey(row);
          return (
            <li key={key}>
              <Bed
                row={row}
                at={at}
                pressed={key === chosen}
                reachable={inside ? key === chosen : index === 0}
                dim={dimmed(row)}
                onChoose={onChoose}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The address of a ward's fan, of the same hospital. */
function wardSearch(search: string, unit: string): string {
  const of = new URLSearchParams(search).get('of');
  return new URLSearchParams({ ...(of === null ? {} : { of }), ward: unit }).toString();
}

interface BedProps {
  readonly row: BedRow;
  readonly at: number;
  readonly pressed: boolean;
  readonly reachable: boolean;
  readonly dim: boolean;
  readonly onChoose: (key: string | null) => void;
}

const SEX: Readonly<Record<string, string>> = { female: 'F', male: 'M' };

const Bed = memo(function Bed({ row, at, pressed, reachable, dim, onChoose }: BedProps): ReactNode {
  const { patient, claimedBy } = row;
  const { look, isolation, disputed, reserved } = bedSigns(row, at);
  const within = patient?.leaves.within24;
  return (
    <button
      type="button"
      className={styles.bed}
      data-look={look}
      data-isolation={isolation}
      data-disputed={disputed}
      data-dim={dim}
      aria-pressed={pressed}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onChoose(pressed ? null : bedKey(row))}
    >
      <strong>{bedName(row)}</strong>
      <span className={styles.share}>{within === undefined ? '' : shortChance(within)}</span>
      <span className={styles.what}>
        {patient === null
          ? reserved
            ? 'reserved'
            : LOOK_WORDS[look]
          : [patient.specialty, patient.sex === null ? undefined : SEX[patient.sex]]
              .filter(Boolean)
              .join(' · ')}
      </span>
      {disputed ? (
        <span className={styles.claim}>and {claimedBy.join(', ')}?</span>
      ) : (
        within !== undefined && (
          <span className={styles.bar}>
            <span style={{ width: `${100 * within}%` }} />
          </span>
        )
      )}
      <span className="visually-hidden">{bedWords(row, at)}</span>
    </button>
  );
});

/** Moves the focus to the next bed in the direction of an arrow, from ward to ward; Escape lets go of the bed looked at. */
function onKey(event: KeyboardEvent<HTMLUListElement>, onEscape: () => void): void {
  if (event.key === 'Escape') {
    onEscape();
    return;
  }
  const all = [...document.querySelectorAll<HTMLElement>(`.${styles.bed}`)];
  const next = nextBed(all, event.target as HTMLElement, event.key);
  if (next === null) return;
  event.preventDefault();
  next.focus();
}
