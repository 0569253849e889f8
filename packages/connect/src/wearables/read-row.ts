// What one row of a file records, by the rules of its format; cells only, nothing yet understood of times and numbers.
import type { ReadingKind } from './reading-kind.ts';
import type { WearableLayout } from './wearable-layout.ts';

/** A cell that holds a reading or an amount. */
export interface ReadingCell {
  readonly kind: ReadingKind;
  readonly text: string;
  /** The column's name in the header row. */
  readonly field: string;
}

/** A row taken apart. Without cells it is skipped, for the reason given. */
export interface RowCells {
  readonly time: string;
  readonly person: string;
  readonly device: string;
  readonly unit: string;
  /** The transmitter's clock in seconds, NaN if unknown. */
  readonly transmitter: number;
  readonly cells: readonly ReadingCell[];
  readonly skipped: string;
}

const CARBOHYDRATE_EVENT =
  /^(carbs?|carbohydrates?|kohlenhydrate|glucides|(hidratos de )?carbono|carbohidratos|carboidrati|koolhydraten|kolhydrater|kulhydrat(er)?|karbohydrater)$/i;
const INSULIN_EVENT = /^insulin[ea]?$/i;
const CALIBRATION_EVENT =
  /^(calibration|kalibrierung|[ée]talonnage|calibraci[óo]n|calibrazione|kalibratie|kalibrering)$/i;
const RAPID = /(fast|rapid|schnell|rápid|rapide|rapida|snabb|hurtig|snel)/i;
const LONG = /(long|lang|lent|lång|prolong)/i;

/** Why rows are passed over, as the report words it. */
const SKIP = {
  settings: 'device settings, alerts and other events',
  long: 'long-acting insulin',
  insulin: 'insulin of an unstated kind or amount',
  food: 'meals without grams',
  notes: 'ketones, notes and time changes',
  empty: 'rows without a value',
} as const;

/** Takes a row apart. Cells about the person (name, birth date, address) are not touched. */
export function readRow(row: readonly string[], layout: WearableLayout): RowCells {
  const { columns } = layout;
  const cell = (column: number): string => (column === -1 ? '' : (row[column] ?? '').trim());
  const reading = (kind: ReadingKind, column: number): ReadingCell[] => {
    const text = cell(column);
    return text === '' ? [] : [{ kind, text, field: layout.header[column] ?? kind }];
  };
  const found = (cells: ReadingCell[], why: string = SKIP.empty): RowCells => ({
    time: columns.date === -1 ? cell(columns.time) : `${cell(columns.date)} ${cell(columns.time)}`.trim(),
    person: cell(columns.person),
    device: cell(columns.device).slice(0, 60),
    unit: cell(columns.unit),
    transmitter: transmitterSeconds(cell(columns.transmitterTime)),
    cells,
    skipped: cells.length === 0 ? why : '',
  });
  const event = cell(columns.event);
  if (layout.format === 'clarity') {
    if (/^egv$/i.test(event)) return found(reading('sensor', columns.glucose));
    if (CALIBRATION_EVENT.test(event)) return found(reading('capillary', columns.glucose));
    if (CARBOHYDRATE_EVENT.test(event))
      return found(reading('carbohydrate', columns.carbohydrate), SKIP.food);
    if (INSULIN_EVENT.test(event)) {
      const subtype = cell(columns.subtype);
      if (LONG.test(subtype)) return found([], SKIP.long);
      return found(RAPID.test(subtype) ? reading('bolus', columns.insulin) : [], SKIP.insulin);
    }
    return found([], SKIP.settings);
  }
  if (layout.format === 'libreview') {
    if (event === '0') return found(reading('sensor', columns.glucose));
    if (event === '1') return found(reading('scan', columns.scan));
    if (event === '2') return found(reading('capillary', columns.strip));
    if (event === '4') {
      const rapid = reading('bolus', columns.insulin);
      return found(rapid, cell(columns.longInsulin) === '' ? SKIP.insulin : SKIP.long);
    }
    if (event === '5') return found(reading('carbohydrate', columns.carbohydrate), SKIP.food);
    return found([], SKIP.notes);
  }
  return found([
    ...reading('sensor', columns.glucose),
    ...reading('carbohydrate', columns.carbohydrate),
    ...reading('bolus', columns.insulin),
  ]);
}

function transmitterSeconds(text: string): number {
  return /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
}
