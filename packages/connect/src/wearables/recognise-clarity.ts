// Dexcom Clarity's CSV export: a header row, about ten rows about the person and the device, then one row an event.
// The columns keep their order in every language, so what a translated header does not name is found by its place.
import { glucoseUnitOf } from './glucose-unit-of.ts';
import { NO_COLUMNS, type WearableLayout } from './wearable-layout.ts';

type Found = Omit<WearableLayout, 'delimiter' | 'headerRow'>;

/** The layout if the row is the header of a Clarity export, else null. */
export function recogniseClarity(header: readonly string[]): Found | null {
  const time = header.findIndex((cell) => /\(yyyy-mm-ddthh:mm:ss\)/i.test(cell));
  const glucose = header.findIndex((cell) => /\((mg\/dl|mmol\/l)\)/i.test(cell));
  if (time === -1 || glucose <= time + 1) return null;
  const named = (name: RegExp, place: number): number => {
    const found = header.findIndex((cell) => name.test(cell));
    return found !== -1 ? found : whole && place < header.length ? place : -1;
  };
  const whole = time === 1 && glucose === 7;
  const event = named(/^event type$/i, 2);
  if (event === -1) return null;
  return {
    format: 'clarity',
    header,
    unit: glucoseUnitOf(header[glucose]!, header[glucose]!),
    columns: {
      ...NO_COLUMNS,
      time,
      event,
      glucose,
      subtype: named(/^event subtype$/i, 3),
      device: named(/^source device id$/i, 6),
      insulin: named(/^insulin value/i, 8),
      carbohydrate: named(/^carb value/i, 9),
      transmitterTime: named(/^transmitter time/i, 12),
    },
  };
}
