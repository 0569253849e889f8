import { describe, expect, it } from 'vitest';
import { grantedScopes, readScope, scopeText } from './smart-scope.ts';

const granted = (asked: string, allowed: string): readonly string[] =>
  grantedScopes(
    asked.split(' ').map((text) => readScope(text)!),
    allowed.split(' ').map((text) => readScope(text)!),
  ).map(scopeText);

describe('scopes', () => {
  it('are read in both versions, and what is none is not', () => {
    expect(readScope('patient/Observation.rs?category=laboratory')).toEqual({
      level: 'patient',
      type: 'Observation',
      actions: 'rs',
      query: 'category=laboratory',
    });
    expect(scopeText(readScope('user/*.read')!)).toBe('user/*.rs');
    for (const text of [
      'system/Observation.',
      'system/Observation.sr',
      'admin/*.r',
      'openid',
      'system/observation.r',
    ])
      expect(readScope(text)).toBeNull();
  });
  it('are granted as far as both sides reach, never further', () => {
    expect(granted('system/*.cruds', 'system/Observation.rs system/Patient.r')).toEqual([
      'system/Observation.rs',
      'system/Patient.r',
    ]);
    expect(granted('system/Observation.rs', 'system/*.r')).toEqual(['system/Observation.r']);
    expect(granted('system/Observation.rs', 'system/Observation.rs?category=laboratory')).toEqual([
      'system/Observation.rs?category=laboratory',
    ]);
    expect(granted('user/*.r', 'system/*.r')).toEqual([]);
    expect(granted('system/Patient.c', 'system/Patient.rs')).toEqual([]);
  });
});
