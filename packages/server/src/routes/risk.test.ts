import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, SUBJECT, serverUnderTest } from '../testing/server-under-test.ts';

const mmol = (value: number) => ({ value, unit: 'mmol/L' });
const PREVENT = {
  sex: 'female',
  age: 50,
  totalCholesterol: { value: 200, unit: 'mg/dL' },
  hdl: { value: 45, unit: 'mg/dL' },
  ldl: { value: 130, unit: 'mg/dL' },
  systolic: 160,
  bmi: 35,
  egfr: 90,
  diabetes: true,
  smoker: false,
  antihypertensive: true,
  statin: false,
};
const OM2 = {
  sex: 'male',
  ethnicity: 'white or other',
  ageAtDiagnosis: 52,
  yearsSinceDiagnosis: 8,
  hba1c: { value: 64, unit: 'mmol/mol' },
  systolic: 145,
  ldl: mmol(3.2),
  hdl: mmol(1.1),
  bmi: 30,
  egfr: 75,
  heartRate: 72,
  whiteCells: 7,
  haemoglobin: { value: 14.5, unit: 'g/dL' },
  smoker: true,
  atrialFibrillation: false,
  peripheralVascularDisease: false,
  albuminuria: false,
};

describe('risk by HTTP', () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await serverUnderTest();
  });
  afterAll(() => server.close());

  const post = async (path: string, payload: object, role = 'clinician') => {
    const authorization = `Bearer ${await server.token(role)}`;
    return server.app.inject({
      method: 'POST',
      url: `/api/v1/risk/${path}`,
      headers: { authorization },
      payload,
    });
  };

  it('of a heart is that of the authors, in mg/dL as in mmol/L, and says which intervals there are', async () => {
    const reply = (await post('cardiovascular', { person: PREVENT, changes: ['atorvastatin-20'] })).json();
    const [ten, thirty] = reply.horizons;
    expect(ten.usual.totalCvd).toBeCloseTo(0.147, 3);
    expect(thirty.usual.totalCvd).toBeCloseTo(0.53, 2);
    expect(ten.changed.ascvd.risk).toBeLessThan(ten.usual.ascvd);
    expect(ten.byTrials[0].source).toContain('Lancet');
    expect(reply.intervals).toContain('without errors');
    expect(reply.limits.join()).toContain('association is not causation');
  });

  it('of diabetes comes as curves with errors, the same for the same seed', async () => {
    const asked = { person: OM2, changes: ['metformin'], lives: 300, years: 30 };
    const [first, second] = [await post('progression', asked), await post('progression', asked)];
    expect(first.statusCode).toBe(200);
    expect(second.body).toBe(first.body);
    const reply = first.json();
    expect(reply.usual.alive.probability).toHaveLength(30);
    expect(reply.factors.before.hba1c).toBeCloseTo(8, 1);
    expect(reply.difference.lifeYears.mean).toBeGreaterThan(0);
    expect(reply.difference.effectEnds).toHaveLength(2);
  });

  it('is refused by field for what cannot be', async () => {
    const prevent = (change: object) => post('cardiovascular', { person: { ...PREVENT, ...change } });
    const om2 = (change: object) => post('progression', { person: { ...OM2, ...change }, lives: 100 });
    const refused: readonly (readonly [ReturnType<typeof post>, string, string])[] = [
      [prevent({ hdl: { value: 45, unit: 'mmol/L' } }), 'subject.invalid', 'hdl'],
      [prevent({ hdl: { value: 45, unit: '%' } }), 'unit.incompatible', 'person.hdl'],
      [prevent({ systolic: 700 }), 'subject.invalid', 'systolic'],
      [prevent({ age: undefined }), 'request.invalid', 'person.age'],
      [om2({ hba1c: { value: 64, unit: '%' } }), 'subject.invalid', 'hba1c'],
      [om2({ haemoglobin: { value: 145, unit: 'g/dL' } }), 'subject.invalid', 'haemoglobin'],
      [om2({ ethnicity: 'martian' }), 'request.invalid', 'person.ethnicity'],
      [post('progression', { person: OM2, changes: ['snake-oil'] }), 'scenario.invalid', 'changes'],
    ];
    for (const [asked, code, field] of refused) {
      const reply = await asked;
      expect(reply.statusCode, reply.body).toBeGreaterThanOrEqual(400);
      expect(reply.statusCode, reply.body).toBeLessThan(500);
      expect(reply.json()).toMatchObject({ code, field, remedy: expect.any(String) });
    }
  });

  it('is for those who may simulate, and leaves a row of whom it was about', async () => {
    const about = { person: PREVENT, subject: SUBJECT };
    expect((await post('cardiovascular', about, 'privacy-officer')).statusCode).toBe(403);
    expect((await post('cardiovascular', about)).statusCode).toBe(200);
    const authorization = `Bearer ${await server.token('privacy-officer')}`;
    const audit = await server.app.inject({ url: '/api/v1/audit', headers: { authorization } });
    expect(audit.body).toContain('computeCardiovascularRisk');
    expect(audit.body).toContain(SUBJECT);
  });
});
