// Plain tables: published recordings (`id,time,gl`, the layout of the iglu package, mg/dL by its convention) and any table with
// a column of times and one of glucose, recognised by name or named by the person importing it.
import { TwinwardError } from '@twinward/contract';
import { glucoseUnitOf } from './glucose-unit-of.ts';
import type { ColumnMapping } from './import-options.ts';
import { NO_COLUMNS, type WearableLayout } from './wearable-layout.ts';

type Found = Omit<WearableLayout, 'delimiter' | 'headerRow'>;

const TIME =
  /^((date|local|display|device)?[ _/-]*time([ _-]*stamp)?|date[ _/-]*and[ _/-]*time|zeit(punkt|stempel)?|datum[ _/-]*zeit|horodatage|fecha[ _-]*y[ _-]*hora)$/i;
const DATE = /^(date|datum|fecha)$/i;
const GLUCOSE =
  /^((sensor|cgm|blood|interstitial)[ _-]*)?(glucose|glukose|glucosa|glyc[eé]mie|glicemia|bg|bgl|sgv|egv|gl|glu)([ _-]*(value|level|reading|wert))?$/i;
const UNIT = /^(unit|units|einheit|glucose[ _-]*units?)$/i;
const INSULIN = /^((rapid|fast)[ _-]*(acting)?[ _-]*)?(insulin|bolus)([ _-]*(value|dose|units?))?$/i;
const CARBOHYDRATE = /^(carbs?|carbohydrates?|cho)([ _-]*(value|grams?|g))?$/i;

/** The layout if the row is the header of a recording (`id`, `time`, `gl`), else null. */
export function recogniseRecording(header: readonly string[]): Found | null {
  const [person, time, glucose] = ['id', 'time', 'gl'].map((name) => header.indexOf(name)) as [
    number,
    number,
    number,
  ];
  if (person === -1 || time === -1 || glucose === -1) return null;
  return { format: 'recording', header, unit: 'mg/dL', columns: { ...NO_COLUMNS, person, time, glucose } };
}

/** The layout if the row is the header of a table of times and glucose, else null. Throws `file.ambiguous` if two columns fit. */
export function recogniseGeneric(header: readonly string[], mapping?: ColumnMapping): Found | null {
  if (mapping !== undefined) return mapped(header, mapping);
  const time = only(header, TIME, 'time');
  const glucose = only(header, GLUCOSE, 'glucose');
  if (time === -1 || glucose === -1) return null;
  return {
    format: 'generic',
    header,
    unit: glucoseUnitOf(header[glucose]!, header[glucose]!),
    columns: {
      ...NO_COLUMNS,
      time,
      glucose,
      date: only(header, DATE, 'date'),
      unit: only(header, UNIT, 'unit'),
      insulin: only(header, INSULIN, 'insulin'),
      carbohydrate: only(header, CARBOHYDRATE, 'carbohydrate'),
    },
  };
}

function mapped(header: readonly string[], mapping: ColumnMapping): Found | null {
  const time = header.indexOf(mapping.time);
  const glucose = header.indexOf(mapping.glucose);
  if (time === -1 || glucose === -1) return null;
  const optional = (name: string | undefined): number => {
    const found = name === undefined ? -1 : header.indexOf(name);
    if (name !== undefined && found === -1) {
      throw new TwinwardError('file.invalid', 'a column named in the mapping is not in the header row', {
        field: name.slice(0, 60),
        remedy: 'name the column exactly as the header row writes it',
      });
    }
    return found;
  };
  return {
    format: 'generic',
    header,
    unit: glucoseUnitOf(mapping.glucose, mapping.glucose),
    columns: {
      ...NO_COLUMNS,
      time,
      glucose,
      unit: optional(mapping.unit),
      insulin: optional(mapping.insulin),
      carbohydrate: optional(mapping.carbohydrate),
    },
  };
}

function only(header: readonly string[], name: RegExp, what: string): number {
  const found = header.flatMap((cell, i) => (name.test(bare(cell)) ? [i] : []));
  if (found.length > 1) {
    throw new TwinwardError('file.ambiguous', `${found.length} columns could be the ${what}`, {
      field: 'columns',
      remedy: `say which column is the ${what}`,
    });
  }
  return found[0] ?? -1;
}

/** A header cell without its unit: `Glucose (mg/dL)`, `glucose_mg_dl` and `Glucose [mmol/L]` are all glucose. */
function bare(cell: string): string {
  return cell
    .replace(/[([][^)\]]*[)\]]/g, '')
    .replace(/[\s_,-]*(mg[\s_/-]*dl|mmol[\s_/-]*l)\s*$/i, '')
    .trim();
}
