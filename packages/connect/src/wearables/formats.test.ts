import { type Observation, parseInstant, subjectRef } from '@twinward/contract';
import { describe, expect, test } from 'vitest';
import type { ImportOptions } from './import-options.ts';
import { openText } from './open-text.ts';
import { preview } from './preview.ts';
import { readBatches } from './read-batches.ts';
import type { WearableEvent } from './to-event.ts';

const options: ImportOptions = {
  subject: subjectRef('Patient/p-17'),
  now: parseInstant('2026-11-01T00:00:00Z'),
  zone: 'Europe/Dublin',
};

async function events(text: string, more: Partial<ImportOptions> = {}): Promise<WearableEvent[]> {
  const found: WearableEvent[] = [];
  for await (const batch of readBatches(openText(text), { ...options, ...more })) found.push(...batch);
  return found;
}
const observed = (found: readonly WearableEvent[]): Observation[] =>
  found.flatMap((e) => (e.kind === 'observation' ? [e.observation] : []));

const CLARITY = `\uFEFFIndex,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Event Subtype,Patient Info,Device Info,Source Device ID,Glucose Value (mg/dL),Insulin Value (u),Carb Value (grams),Duration (hh:mm:ss),Glucose Rate of Change (mg/dL/min),Transmitter Time (Long Integer),Transmitter ID\r
1,,FirstName,,Aoife,,,,,,,,,\r
2,,LastName,,Byrne,,,,,,,,,\r
3,,DateOfBirth,,1984-02-03,,,,,,,,,\r
4,,Device,,,Dexcom G6 Mobile App,iPhone G6,,,,,,,\r
5,,Alert,Fall,,,iPhone G6,,,,,3,,\r
6,,Alert,High,,,iPhone G6,200,,,,,,\r
7,,Alert,Low,,,iPhone G6,70,,,,,,\r
8,,Alert,Signal Loss,,,iPhone G6,,,,0:20:00,,,\r
9,,Alert,Urgent Low,,,iPhone G6,55,,,,,,\r
10,,Alert,Urgent Low Soon,,,iPhone G6,55,,,,,,\r
11,2026-07-01T08:00:04,EGV,,,,iPhone G6,Low,,,,,5000,8AM1EY\r
12,2026-07-01T08:05:04,EGV,,,,iPhone G6,104,,,,,5300,8AM1EY\r
13,2026-07-01T08:07:00,Carbs,,,,iPhone G6,,,45,,,,\r
14,2026-07-01T08:07:10,Insulin,Fast-Acting,,,iPhone G6,,4.5,,,,,\r
15,2026-07-01T08:07:20,Insulin,Long-Acting,,,iPhone G6,,18,,,,,\r
16,2026-07-01T08:10:04,EGV,,,,iPhone G6,High,,,,,5600,8AM1EY\r
17,2026-07-01T08:12:00,Calibration,,,,iPhone G6,99,,,,,,\r
`;

describe('Dexcom Clarity', () => {
  test('sensor readings, limits, finger sticks, meals and rapid insulin are kept; the person and the settings are not', async () => {
    const report = await preview(openText(CLARITY), options);
    expect(report).toMatchObject({
      format: 'clarity',
      unit: 'mg/dL',
      rows: 17,
      observations: 4,
      censored: 2,
      interventions: 2,
      problemCount: 0,
      dayFirst: null,
    });
    expect(report.skipped).toEqual([
      { why: 'device settings, alerts and other events', rows: 10 },
      { why: 'long-acting insulin', rows: 1 },
    ]);
    expect(JSON.stringify([report, await events(CLARITY)])).not.toMatch(/Aoife|Byrne|1984/);
  });

  test('Low is below 40 mg/dL, High above 400, and the time is that of Dublin in summer', async () => {
    const found = await events(CLARITY);
    expect(observed(found).map((o) => o.value)).toEqual([
      { kind: 'censored', side: 'below', limit: 40, unit: 'mg/dL' },
      { kind: 'quantity', value: 104, unit: 'mg/dL' },
      { kind: 'censored', side: 'above', limit: 400, unit: 'mg/dL' },
      { kind: 'quantity', value: 99, unit: 'mg/dL' },
    ]);
    expect(observed(found)[1]).toEqual({
      subject: 'Patient/p-17',
      code: { system: 'http://loinc.org', code: '99504-3', display: 'Glucose in interstitial fluid' },
      effectiveAt: parseInstant('2026-07-01T07:05:04Z'),
      precision: 'second',
      zone: 'Europe/Dublin',
      value: { kind: 'quantity', value: 104, unit: 'mg/dL' },
      status: 'final',
      source: {
        system: 'file:clarity',
        id: 'Patient/p-17|2026-07-01T07:05:04.000Z|99504-3|iPhone G6|quantity',
        version: 1,
        device: 'iPhone G6',
      },
    });
    expect(observed(found)[3]?.code.code).toBe('41653-7');
    expect(
      found.flatMap((e) =>
        e.kind === 'intervention' ? [[e.intervention.type, e.intervention.amounts]] : [],
      ),
    ).toEqual([
      ['carbohydrate', { grams: 45 }],
      ['bolus', { units: 4.5 }],
    ]);
  });

  test('a German export with semicolons and decimal commas reads the same, in mmol/L', async () => {
    const german = `Index;Zeitstempel (YYYY-MM-DDThh:mm:ss);Ereignistyp;Ereignissubtyp;Patienteninfo;Geräteinfo;Quellgeräte-ID;Glukosewert (mmol/l);Insulinwert (u);Kohlenhydratwert (Gramm);Dauer (hh:mm:ss);Änderungsrate (mmol/l/min);Transmitterzeit (lange Ganzzahl);Transmitter-ID
1;;Vorname;;Jörg;;;;;;;;;
2;2026-07-01T08:00:00;EGV;;;;Android G6;5,8;;;;;5000;8AM1EY
3;2026-07-01T08:05:00;EGV;;;;Android G6;Niedrig;;;;;5300;8AM1EY
4;2026-07-01T08:10:00;EGV;;;;Android G6;Hoch;;;;;5600;8AM1EY
5;2026-07-01T08:11:00;Kohlenhydrate;;;;Android G6;;;30;;;;
`;
    const found = await events(german);
    expect(observed(found).map((o) => o.value)).toEqual([
      { kind: 'quantity', value: 5.8, unit: 'mmol/L' },
      { kind: 'censored', side: 'below', limit: 40, unit: 'mg/dL' },
      { kind: 'censored', side: 'above', limit: 400, unit: 'mg/dL' },
    ]);
    expect(found).toHaveLength(4);
  });

  test('a second import of an overlapping export names the same readings the same', async () => {
    const lines = CLARITY.split('\r\n');
    const first = await events([...lines.slice(0, 13), ''].join('\r\n'));
    const second = await events([lines[0], ...lines.slice(12)].join('\r\n'));
    const ids = (found: readonly WearableEvent[]): string[] => observed(found).map((o) => o.source.id);
    expect(ids(first).filter((id) => ids(second).includes(id))).toEqual([
      'Patient/p-17|2026-07-01T07:05:04.000Z|99504-3|iPhone G6|quantity',
    ]);
    expect(new Set([...ids(first), ...ids(second)]).size).toBe(4);
  });
});

const LIBRE_HEADER =
  'Device,Serial Number,Device Timestamp,Record Type,Historic Glucose mmol/L,Scan Glucose mmol/L,Non-numeric Rapid-Acting Insulin,Rapid-Acting Insulin (units),Non-numeric Food,Carbohydrates (grams),Carbohydrates (servings),Non-numeric Long-Acting Insulin,Long-Acting Insulin Value (units),Notes,Strip Glucose mmol/L,Ketone mmol/L,Meal Insulin (units),Correction Insulin (units),User Change Insulin (units)';
const libre = (...rows: string[]): string =>
  ['Glucose Data,Generated on,20-06-2026 10:00 UTC,Generated by,Aoife Byrne', LIBRE_HEADER, ...rows, ''].join(
    '\n',
  );
const LIBRE = libre(
  'FreeStyle LibreLink,b59d-4499,13-06-2026 08:00,0,5.4,,,,,,,,,,,,,,',
  'FreeStyle LibreLink,b59d-4499,13-06-2026 08:00,1,,5.9,,,,,,,,,,,,,',
  'FreeStyle LibreLink,b59d-4499,13-06-2026 08:02,4,,,,3,,,,,,,,,,,',
  'FreeStyle LibreLink,b59d-4499,13-06-2026 08:03,5,,,,,,60,,,,"toast, 5"" sub",,,,,',
  'FreeStyle LibreLink,b59d-4499,13-06-2026 08:04,4,,,,,,,,,14,,,,,,',
  'FreeStyle LibreLink,b59d-4499,13-06-2026 08:05,2,,,,,,,,,,,5.1,,,,',
  'FreeStyle LibreLink,b59d-4499,13-06-2026 08:06,3,,,,,,,,,,,,0.3,,,',
  'FreeStyle LibreLink,b59d-4499,13-06-2026 08:07,6,,,,,,,,,,a walk,,,,,',
  'FreeStyle LibreLink,b59d-4499,13-06-2026 08:15,0,HI,,,,,,,,,,,,,,',
);

describe('LibreView', () => {
  test('historic and scanned readings of one minute are both kept; strips are capillary; meals and rapid insulin act', async () => {
    const report = await preview(openText(LIBRE), options);
    expect(report).toMatchObject({
      format: 'libreview',
      unit: 'mmol/L',
      dayFirst: true,
      rows: 9,
      observations: 4,
      censored: 1,
      interventions: 2,
      duplicates: 0,
      problemCount: 0,
      notes: ['dates are read day first'],
    });
    const found = await events(LIBRE);
    expect(
      observed(found).map((o) => [o.code.code, o.value.kind === 'quantity' ? o.value.value : o.value.kind]),
    ).toEqual([
      ['99504-3', 5.4],
      ['99504-3', 5.9],
      ['41653-7', 5.1],
      ['99504-3', 'censored'],
    ]);
    expect(observed(found)[0]?.precision).toBe('minute');
    expect(JSON.stringify([report, found])).not.toMatch(/Aoife|Byrne|b59d|toast|walk/);
  });

  test('dates that could be either order are refused until somebody says which', async () => {
    const text = libre(
      'L,s,03-04-2026 08:00,0,5.4,,,,,,,,,,,,,,',
      'L,s,04-04-2026 08:00,0,5.5,,,,,,,,,,,,,,',
    );
    await expect(preview(openText(text), options)).rejects.toMatchObject({
      code: 'file.ambiguous',
      place: { field: 'dayFirst' },
    });
    const day = observed(await events(text, { dayFirst: true }));
    const month = observed(await events(text, { dayFirst: false }));
    expect(day[0]?.effectiveAt).toBe(parseInstant('2026-04-03T07:00:00Z'));
    expect(month[0]?.effectiveAt).toBe(parseInstant('2026-03-04T08:00:00Z'));
  });

  test('one date late in the file settles the order of all', async () => {
    const text = libre(
      'L,s,03-04-2026 08:00,0,5.4,,,,,,,,,,,,,,',
      'L,s,03-25-2026 08:00 PM,0,5.5,,,,,,,,,,,,,,',
    );
    expect(await preview(openText(text), options)).toMatchObject({ dayFirst: false, observations: 2 });
  });

  test('a file with dates of both orders is refused', async () => {
    const text = libre(
      'L,s,13-04-2026 08:00,0,5.4,,,,,,,,,,,,,,',
      'L,s,04-25-2026 08:00,0,5.5,,,,,,,,,,,,,,',
    );
    await expect(preview(openText(text), options)).rejects.toMatchObject({
      code: 'file.ambiguous',
      place: { field: 'dayFirst' },
    });
  });

  test('a translated header is understood by the places of its columns', async () => {
    const text = LIBRE.replace(
      LIBRE_HEADER,
      'Gerät,Seriennummer,Gerätezeitstempel,Aufzeichnungstyp,Glukosewert-Verlauf mmol/L,Glukose-Scan mmol/L,Nicht numerisches schnellwirkendes Insulin,Schnellwirkendes Insulin (Einheiten),Nicht numerische Nahrungsdaten,Kohlenhydrate (Gramm),Kohlenhydrate (Portionen),Nicht numerisches Depotinsulin,Depotinsulin (Einheiten),Notizen,Glukose-Teststreifen mmol/L,Keton mmol/L,Mahlzeiteninsulin (Einheiten),Korrekturinsulin (Einheiten),Insulin-Änderung durch Anwender (Einheiten)',
    );
    expect(await preview(openText(text), options)).toMatchObject({
      format: 'libreview',
      observations: 4,
      interventions: 2,
    });
  });
});

describe('tables', () => {
  test('a table of times and glucose is recognised in any of the usual wordings', async () => {
    for (const text of [
      'time,glucose (mg/dL)\n2026-07-01 08:00,104\n',
      'Timestamp;Glucose [mmol/L]\n2026-07-01 08:00;5,8\n',
      'DateTime\tsensor glucose mg/dl\n2026-07-01T08:00:00Z\t104\n',
      'date,time,glucose_mg_dl\n2026-07-01,08:00,104\n',
      'time,glucose,unit\n2026-07-01 08:00,104,mg/dL\n',
      '"time","sgv (mg/dL)"\r"2026-07-01 08:00","104"\r',
    ]) {
      expect(await preview(openText(text), options), text).toMatchObject({
        format: 'generic',
        observations: 1,
        problemCount: 0,
      });
    }
  });

  test('insulin and carbohydrate columns of a row become interventions beside the reading', async () => {
    const found = await events(
      'time,glucose (mg/dL),insulin (units),carbs (g)\n2026-07-01 08:00,104,2.5,40\n2026-07-01 08:05,,0,\n',
    );
    expect(found.map((e) => (e.kind === 'intervention' ? e.intervention.type : e.kind))).toEqual([
      'observation',
      'carbohydrate',
      'bolus',
    ]);
  });

  test('columns with names of their own are read as they are named', async () => {
    const text = 'wann,was,zucker,ke\n2026-07-01 08:00,x,104,30\n';
    const columns = { time: 'wann', glucose: 'zucker', carbohydrate: 'ke' };
    expect(await preview(openText(text), { ...options, columns, unit: 'mg/dL' })).toMatchObject({
      observations: 1,
      interventions: 1,
    });
    await expect(
      preview(openText(text), { ...options, columns: { ...columns, insulin: 'ie' }, unit: 'mg/dL' }),
    ).rejects.toMatchObject({
      code: 'file.invalid',
      place: { field: 'ie' },
    });
  });

  test('a recording of several people is listed, and read for one of them only', async () => {
    const text =
      'id,time,gl\nA,2026-07-01 08:00:00,104\nB,2026-07-01 08:00:00,98\nB,2026-07-01 08:05:00,99\n';
    const report = await preview(openText(text), options);
    expect(report).toMatchObject({
      observations: 3,
      people: [
        { id: 'A', rows: 1 },
        { id: 'B', rows: 2 },
      ],
    });
    await expect(events(text)).rejects.toMatchObject({ code: 'file.ambiguous', place: { field: 'person' } });
    expect(observed(await events(text, { person: 'B' })).map((o) => o.value)).toEqual([
      { kind: 'quantity', value: 98, unit: 'mg/dL' },
      { kind: 'quantity', value: 99, unit: 'mg/dL' },
    ]);
    await expect(preview(openText(text), { ...options, person: 'C' })).rejects.toMatchObject({
      place: { field: 'person' },
    });
  });

  test('times with offsets need no zone; local times do', async () => {
    const { zone: _, ...noZone } = options;
    expect(
      await preview(openText('time,glucose (mg/dL)\n2026-07-01T08:00:00+01:00,104\n'), noZone),
    ).toMatchObject({
      zone: null,
      from: parseInstant('2026-07-01T07:00:00Z'),
    });
    await expect(
      preview(openText('time,glucose (mg/dL)\n2026-07-01T08:00:00,104\n'), noZone),
    ).rejects.toMatchObject({
      code: 'file.ambiguous',
      place: { field: 'zone', row: 2 },
    });
  });
});
