import { expect, it } from 'vitest';
import { idFromName, questionOf } from './import-question.ts';

const problem = (code: string, field?: string): Parameters<typeof questionOf>[0] => ({
  type: '',
  title: '',
  status: 422,
  detail: '',
  code,
  ...(field === undefined ? {} : { field }),
});

it('asks only what the server says the file leaves open', () => {
  expect(questionOf(problem('file.ambiguous', 'zone'))).toBe('zone');
  expect(questionOf(problem('file.ambiguous', 'columns'))).toBeNull();
  expect(questionOf(problem('file.invalid', 'zone'))).toBeNull();
});

it('a name becomes an id that an address can hold', () => {
  expect(idFromName('  Zoë Ångström #2 ')).toBe('zoe-angstrom-2');
  expect(idFromName('---')).toBe('');
});
