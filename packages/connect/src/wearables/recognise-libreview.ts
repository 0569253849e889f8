// LibreView's CSV export (FreeStyle Libre): a line about the report and its person, a header row, then one row a record, whose
// type says which of the columns it fills. The columns keep their order in every language; see recognise-clarity.ts.
import { glucoseUnitOf } from './glucose-unit-of.ts';
import { NO_COLUMNS, type WearableLayout } from './wearable-layout.ts';

type Found = Omit<WearableLayout, 'delimiter' | 'headerRow'>;

const GLUCOSE = /(mg\/dl|mmol\/l)\)?$/i;

/** The layout if the row is the header of a LibreView export, else null. */
export function recogniseLibreview(header: readonly string[]): Found | null {
  const whole =
    header.length >= 15 && [4, 5, 14].every((i) => GLUCOSE.test(header[i]!)) && !GLUCOSE.test(header[3]!);
  const named = (name: RegExp, place: number): number => {
    const found = header.findIndex((cell) => name.test(cell));
    return found !== -1 ? found : whole ? place : -1;
  };
  const time = named(/^(device timestamp|time)$/i, 2);
  const event = named(/^record type$/i, 3);
  const glucose = named(/^historic glucose/i, 4);
  if (time === -1 || event === -1 || glucose === -1) return null;
  return {
    format: 'libreview',
    header,
    unit: glucoseUnitOf(header[glucose]!, header[glucose]!),
    columns: {
      ...NO_COLUMNS,
      time,
      event,
      glucose,
      device: named(/^device$/i, 0),
      scan: named(/^scan glucose/i, 5),
      insulin: named(/^rapid-acting insulin/i, 7),
      carbohydrate: named(/^carbohydrates \(grams\)/i, 9),
      longInsulin: named(/^long-acting insulin/i, 12),
      strip: named(/^strip glucose/i, 14),
    },
  };
}
