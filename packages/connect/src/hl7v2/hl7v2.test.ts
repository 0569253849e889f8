import { instant, parseInstant, subjectRef, ZoneClock } from '@twinward/contract';
import { expect, it } from 'vitest';
import { type JsonObject, observationsOf } from '../fhir/index.ts';
import { mapMessage, parseV2, toAdtEvents, toldOver } from './index.ts';

const PERSON = subjectRef('Patient/p-17');

function bytes(...segments: readonly string[]): Uint8Array {
  return new TextEncoder().encode(segments.join('\r'));
}

function mapped(raw: Uint8Array, zone?: string) {
  const message = parseV2(raw);
  const result = mapMessage(message, {
    site: zone === undefined ? null : new ZoneClock(zone),
    raw,
    receivedAt: instant(0),
  });
  const made = result.observations.flatMap(({ resource, url }) =>
    observationsOf({ ...(resource as JsonObject), id: url.slice(9), subject: { reference: PERSON } }, 1),
  );
  return { message, ...result, made, result };
}

const MSH = 'MSH|^~\\&|MON|ICU|TW|H|20260301120000+0100||ORU^R01|m-1|P|2.5';
const PID = 'PID|1||4711^^^H^MR||Doe^Jane||19700101|F';

it('takes its separators from the message', () => {
  const message = parseV2(bytes('MSH#*!@%#LAB#H', 'PID#1##a*b%c!d'));
  expect([message.first('PID')!.text(3, 2, 2), message.first('PID')!.all(3).length]).toEqual(['c', 2]);
});

it.each(['\r', '\n', '\r\n'])('tells segments apart by %j', (end) => {
  const raw = new TextEncoder().encode([MSH, PID, ''].join(end));
  expect(parseV2(raw).segments.map(({ name }) => name)).toEqual(['MSH', 'PID']);
});

it('reads escapes as what they stand for and leaves unknown ones as they came', () => {
  const raw = bytes(MSH, 'NTE|1||A\\T\\E \\X41\\ one\\.br\\two \\Zq\\ C:\\dir');
  expect(parseV2(raw).first('NTE')!.text(3)).toBe('A&E A one\ntwo \\Zq\\ C:\\dir');
});

it('tells a value that is deleted from one that is not told', () => {
  const pid = parseV2(bytes(MSH, 'PID|1||""||')).first('PID')!;
  expect([pid.first(3).deleted, pid.first(5).deleted, pid.text(3)]).toEqual([true, false, '']);
});

it('reads a name in the charset of MSH-18 and refuses bytes that are not text in it', () => {
  const latin = Buffer.from(`${MSH}||||||8859/1\rPID|1||1||Müller`, 'latin1');
  expect(parseV2(latin).first('PID')!.text(5)).toBe('Müller');
  expect(() => parseV2(Buffer.from(`${MSH}\rPID|1||1||Müller`, 'latin1'))).toThrow(/not text in utf-8/);
});

it('never takes a local time for UTC: without an offset anywhere and without a zone the reading has no time', () => {
  const local = bytes(MSH.replace('+0100', ''), PID, 'OBX|1|NM|8867-4^HR^LN||60|/min|||||F|||20260301120000');
  expect(mapped(local).made).toEqual([]);
  const placed = mapped(local, 'America/New_York').made[0];
  expect(placed?.effectiveAt).toBe(parseInstant('2026-03-01T17:00:00Z'));
});

it.each([
  ['-999', '/min', '8867-4'],
  ['-1', '%', '59408-5'],
  ['-99.9', 'Cel', '8310-5'],
])('never lets a twin see %s %s', (value, unit, code) => {
  const { made } = mapped(bytes(MSH, PID, `OBX|1|NM|${code}^x^LN||${value}|${unit}|||||F|||20260301120000`));
  expect(made[0]?.value).toEqual({ kind: 'absent', reason: 'error' });
});

it('lets a central venous pressure and a base excess be -1', () => {
  const { made } = mapped(
    bytes(
      MSH,
      PID,
      'OBX|1|NM|8591-0^CVP^LN||-1|mmHg|||||F|||20260301120000',
      'OBX|2|NM|1925-7^BE^LN||-1|mmol/L|||||F|||20260301120000',
    ),
  );
  expect(made.map(({ value }) => value)).toEqual([
    { kind: 'quantity', value: -1, unit: 'mm[Hg]' },
    { kind: 'quantity', value: -1, unit: 'mmol/L' },
  ]);
});

it('names a correction as what it corrects, whatever message it stands in', () => {
  const result = (status: string, value: string, at: string) =>
    mapped(
      bytes(
        MSH.replace('20260301120000', at),
        PID,
        'OBR|1|p1|f1|2345-7^Glucose^LN|||20260301110000',
        `OBX|1|NM|2345-7^Glucose^LN||${value}|mg/dL|||||${status}`,
      ),
    ).made[0]!.source;
  const [first, second] = [result('F', '90', '20260301120000'), result('C', '99', '20260301123000')];
  expect(second.id).toBe(first.id);
});

it('knows a bed, a discharge and a merge when it is told of one', () => {
  const told = (event: string, ...more: readonly string[]) => {
    const { message, result } = mapped(
      bytes(
        `MSH|^~\\&|ADT|H|TW|H|20260301120000+0100||ADT^${event}|m-${event}|P|2.5`,
        `EVN|${event}|20260301115500+0100`,
        PID,
        ...more,
      ),
    );
    return toAdtEvents(message, result)[0];
  };
  expect(told('A01', 'PV1|1|I|W3^R1^B2||||||||||||||||v-9')).toMatchObject({
    kind: 'admit',
    visit: 'v-9',
    place: { unit: 'W3', room: 'R1', bed: 'B2' },
    at: parseInstant('2026-03-01T10:55:00Z'),
  });
  expect(told('A13', 'PV1|1|I|W3')).toMatchObject({ kind: 'cancel', cancels: ['discharge'] });
  expect(told('A40', 'MRG|99^^^H^MR')).toMatchObject({
    kind: 'merge',
    person: 'urn:twinward:v2:H|99',
    into: 'urn:twinward:v2:H|4711',
  });
  expect(told('A28')).toBeUndefined();
  const plan = (date: string): string => `PV2||||||||${date}`;
  const visit = 'PV1|1|I|W3^R1^B2';
  expect(told('A16', visit, plan('|20260303140000+0100'))).toMatchObject({
    kind: 'expect-discharge',
    expectedAt: parseInstant('2026-03-03T13:00:00Z'),
  });
  // a day without a time is its middle; messages about something else may tell of it, too
  for (const [event, kind] of [
    ['A01', 'admit'],
    ['A02', 'transfer'],
    ['A08', 'update'],
  ] as const)
    expect(told(event, visit, plan('|20260303'))).toMatchObject({
      kind,
      attributes: { plannedLeave: parseInstant('2026-03-03T11:00:00Z') },
    });
  expect(told('A08', visit, plan(''))!.attributes).not.toHaveProperty('plannedLeave');
});

it('gives an appointment no length and no end that FHIR cannot write', () => {
  const appointment = (minutes: string, start: string) => {
    const { bundle } = mapped(
      bytes(
        'MSH|^~\\&|SCH|H|TW|H|20260301120000+0000||SIU^S12|m-4|P|2.5',
        `SCH|1|2|||||R^reason|N|${minutes}|min|^^30^${start}`,
        'PID|1||5^^^H',
      ),
    );
    const entries = bundle.entry as readonly { readonly resource: JsonObject }[];
    return entries.map(({ resource }) => resource).find((one) => one.resourceType === 'Appointment');
  };
  expect(appointment('30', '20260301130000')).toMatchObject({
    minutesDuration: 30,
    end: '2026-03-01T13:30:00.000Z',
  });
  expect(appointment('999999999999999999990', '20260301130000')).not.toHaveProperty('minutesDuration');
  const last = appointment('30', '99991231235900');
  expect(last).toMatchObject({ minutesDuration: 30 });
  expect(last).not.toHaveProperty('end');
});

it('refuses what it does not take, by name, and a message about nobody', () => {
  expect(() => mapped(bytes(MSH.replace('ORU^R01', 'DFT^P03'), PID))).toThrow(/DFT P03 is not taken/);
  expect(() => mapped(bytes(MSH, 'OBX|1|NM|8867-4^HR^LN||60'))).toThrow(/has no PID/);
  expect(() => mapped(bytes(MSH, 'PID|1'))).toThrow(/has no PID-3/);
});

it('names the same result the same twice, so that a second delivery adds nothing', () => {
  const raw = bytes(MSH, PID, 'OBX|1|NM|8867-4^HR^LN||60|bpm|||||F|||20260301120000');
  expect(mapped(raw).bundle).toEqual(mapped(raw).bundle);
  expect(mapped(raw).made[0]?.value).toEqual({ kind: 'quantity', value: 60, unit: '/min' });
});

const WORD = { at: '2026-03-01T12:00:00Z', event: '', deleted: {} };
const JANE = {
  resourceType: 'Patient',
  identifier: [{ system: 'urn:x', value: '1' }],
  name: [{ family: 'Doe' }],
  gender: 'female',
} as const;

it('changes of a person only what a message says, keeps the rest and takes back what is deleted', () => {
  const stood = toldOver(null, JANE, WORD);
  const later = { ...WORD, at: '2026-03-02T12:00:00Z', deleted: { Patient: ['gender'] } };
  const next = toldOver(stood, { resourceType: 'Patient', birthDate: '1970-01-01' }, later);
  expect(next).toMatchObject({ name: [{ family: 'Doe' }], birthDate: '1970-01-01' });
  expect(next.gender).toBeUndefined();
  expect(toldOver(next, { resourceType: 'Patient', birthDate: '1970-01-01' }, later)).toBe(next);
});

it('lets an earlier word that comes late fill in, and not overrule', () => {
  const stood = toldOver(null, JANE, WORD);
  const late = { ...WORD, at: '2026-02-01T12:00:00Z' };
  const told = { ...JANE, name: [{ family: 'Maiden' }], birthDate: '1970-01-01' };
  expect(toldOver(stood, told, late)).toMatchObject({ name: [{ family: 'Doe' }], birthDate: '1970-01-01' });
});

it('never puts a preliminary result in the place of a final one', () => {
  const final = toldOver(null, { resourceType: 'Observation', status: 'final', valueInteger: 5 }, WORD);
  const later = { ...WORD, at: '2026-03-02T12:00:00Z' };
  const told = { resourceType: 'Observation', status: 'preliminary', valueInteger: 4 };
  expect(toldOver(final, told, later)).toBe(final);
  expect(toldOver(final, { ...told, status: 'corrected' }, later).valueInteger).toBe(4);
});

it('keeps where a patient lay before, forgets a cancelled transfer, and leaves the status to events that tell it', () => {
  const place = (name: string, status: string) => ({ location: { reference: `Location/${name}` }, status });
  const visit = (name: string, at: string, event: string, before: ReturnType<typeof toldOver> | null) =>
    toldOver(
      before,
      {
        resourceType: 'Encounter',
        status: event === 'A08' ? 'unknown' : 'in-progress',
        location: [place(name, 'active')],
      },
      { ...WORD, at, event },
    );
  const admitted = visit('a', '2026-03-01T12:00:00Z', 'A01', null);
  const moved = visit('b', '2026-03-02T12:00:00Z', 'A02', admitted);
  expect(moved.location).toEqual([place('a', 'completed'), place('b', 'active')]);
  expect(visit('a', '2026-03-03T12:00:00Z', 'A12', moved).location).toEqual([place('a', 'active')]);
  expect(visit('b', '2026-03-03T12:00:00Z', 'A08', moved).status).toBe('in-progress');
});
