import { describe, expect, it } from 'vitest';
import { compileView } from './compile-view.ts';

const patient = {
  resourceType: 'Patient',
  id: 'a',
  name: [{ family: 'X', given: ['P', 'Q'] }, { family: 'Y' }],
};
const column = (name: string, path: string) => ({ name, path });

describe('a view', () => {
  it('gives a row for each element it goes through, and one without values where there is none', () => {
    const select = { forEachOrNull: 'name.given', column: [column('given', '$this')] };
    const view = compileView({ resource: 'Patient', select: [{ column: [column('id', 'id')] }, select] });
    expect(view.columns).toEqual(['id', 'given']);
    expect(view.rows(patient)).toEqual([
      { id: 'a', given: 'P' },
      { id: 'a', given: 'Q' },
    ]);
    expect(view.rows({ resourceType: 'Patient', id: 'b' })).toEqual([{ id: 'b', given: null }]);
  });

  it('follows a path again and again from what it led to', () => {
    const questionnaire = {
      resourceType: 'Questionnaire',
      item: [{ linkId: '1', item: [{ linkId: '1.1' }] }, { linkId: '2' }],
    };
    const view = compileView({
      resource: 'Questionnaire',
      select: [{ repeat: ['item'], column: [column('id', 'linkId')] }],
    });
    expect(view.rows(questionnaire).map(({ id }) => id)).toEqual(['1', '1.1', '2']);
  });

  it('refuses several values in a column of one, a constant nobody defined, and a name given twice', () => {
    const families = compileView({
      resource: 'Patient',
      select: [{ column: [column('family', 'name.family')] }],
    });
    expect(() => families.rows(patient)).toThrow('has several values');
    expect(() => compileView({ resource: 'Patient', select: [{ column: [column('x', '%limit')] }] })).toThrow(
      'names the constant "limit"',
    );
    expect(() =>
      compileView({ resource: 'Patient', select: [{ column: [column('x', 'id'), column('x', 'id')] }] }),
    ).toThrow('twice');
  });
});
