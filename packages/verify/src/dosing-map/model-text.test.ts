import { describe, expect, it } from 'vitest';
import { readModel } from './model-text.ts';

describe('a model as a reference file writes it', () => {
  it('is read as it stands, spaces and remarks or not', () => {
    const tight = readModel(
      '2-cmt IV; CL=4.5*(CLCR/120)^0.8*0.7^DIAL; Vc=58.4 (L)',
      { CL: 0.1 },
      '3.4 + 0.2*f',
    );
    const loose = readModel(
      '2-cmt IV: CL = 4.5 * (CLCR/120)^0.8 * 0.7^DIAL, Vc = 58.4',
      { CL: 0.1 },
      '3.4 + 0.2*f',
    );
    expect(tight.model.parameters).toEqual(loose.model.parameters);
    expect(tight.names).toEqual(['CL', 'Vc']);
    expect(tight.model.parameters[0]).toMatchObject({
      name: 'CL',
      typical: 4.5,
      variance: 0.1,
      effects: [
        { kind: 'power', covariate: 'CLCR', reference: 120, exponent: 0.8 },
        { kind: 'factor', covariate: 'DIAL', factor: 0.7 },
      ],
    });
    expect(tight.model.residual).toMatchObject({ kind: 'sum', sd: 3.4, cv: 0.2 });
  });

  it('gives doses to the depot where it is oral, else to the circulation', () => {
    expect(readModel('1-cmt oral: CL=4, Vc=70, Ka=1', {}, '0.05*f^2').doseInto).toBe(1);
    expect(readModel('1-cmt, infusion into central; CL=4; Vc=70; Ka=1 (unused)', {}, '0.2*f').doseInto).toBe(
      2,
    );
    expect(readModel('1-cmt IV; CL=4; Vc=70', {}, '0.2*f').doseInto).toBe(1);
    expect(readModel('1-cmt IV; CL=4; Vc=70', {}, '0.04*f^2').model.residual.cv).toBeCloseTo(0.2, 12);
  });

  it('of another form is refused, not guessed', () => {
    const refused = expect.objectContaining({ code: 'model.invalid' });
    expect(() => readModel('1-cmt; CL=4*exp(AGE); Vc=70', {}, '0.2*f')).toThrow(refused);
    expect(() => readModel('1-cmt; CL=4; Vc=70', { Km: 1 }, '0.2*f')).toThrow(refused);
    expect(() => readModel('1-cmt; CL=4; Vc=70', {}, 'sqrt(f)')).toThrow(refused);
  });
});
