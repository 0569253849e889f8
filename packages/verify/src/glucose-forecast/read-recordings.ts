// Glucose recordings as verification takes them: the recorded format, or any simple table of time and glucose.

import { type CgmSeries, readCgmTable } from '@twinward/connect/wearables';
import { convert, TwinwardError } from '@twinward/contract';
import { GLUCOSE_MOLAR_MASS } from '@twinward/twins/patient';
import { readTable } from '../table.ts';

const TIME = /^(time|timestamp|date_?time|date)$/i;
const GLUCOSE = /^(gl|glucose|cgm|sgv|value)?[ _]*\(?(mg\/?dl|mmol\/?l)?\)?$/i;
const PERSON = /^(id|subject|person|patient|pt)(_?id)?$/i;

/**
 * Reads `id,time,gl[,diagnosis]`, or two or three columns of time, glucose and perhaps a person, named as such. The unit is
 * that of the column's name; `gl` is mg/dL, and a name without unit is refused rather than guessed. Throws `usage` or
 * `file.invalid` naming the column or row.
 */
export function readRecordings(text: string, where: string): readonly CgmSeries[] {
  const header = (text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '')
    .split(',')
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  if (['id', 'time', 'gl'].every((name) => header.includes(name))) return readCgmTable(text);
  const time = header.find((name) => TIME.test(name));
  const glucose = header.find((name) => name !== '' && GLUCOSE.test(name));
  const person = header.find((name) => PERSON.test(name));
  if (time === undefined || glucose === undefined) throw refused(where, 'has no columns of time and glucose');
  const unit = /mmol/i.test(glucose) ? 'mmol/L' : /mg/i.test(glucose) || glucose === 'gl' ? 'mg/dL' : null;
  if (unit === null) throw refused(where, `does not say the unit of ${glucose}`);
  const rows = readTable(text, [time, glucose], where).map((row) => {
    const value = row[glucose] ?? '';
    const number = Number(value);
    const inUnit =
      value === '' || !Number.isFinite(number)
        ? value
        : convert(number, unit, 'mg/dL', GLUCOSE_MOLAR_MASS).toFixed(3);
    const name = person === undefined ? 'recording' : (row[person] ?? '');
    return `"${name.replaceAll('"', '')}","${(row[time] ?? '').replaceAll('"', '')}",${inUnit}`;
  });
  return readCgmTable(['id,time,gl', ...rows].join('\n'));
}

function refused(where: string, what: string): TwinwardError {
  return new TwinwardError('usage', `${where} ${what}`, {
    field: 'FILE',
    remedy: 'give a table with the columns id, time, gl (mg/dL), or time and glucose_mgdl',
  });
}
