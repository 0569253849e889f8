import { describe, expect, it } from 'vitest';
import type { Actor } from './actor.ts';
import { decide } from './decide.ts';
import { PERMISSIONS } from './permission.ts';

const somebody = (role: string): Actor => ({
  id: 'a',
  name: 'a',
  displayName: 'A',
  role,
  by: 'cookie',
  session: 's',
  expiresAt: null,
});

describe('the policy', () => {
  it('lets nobody do anything but what is open to all', () => {
    const allowed = PERMISSIONS.filter((permission) => decide(null, permission, 'x').allowed);
    expect(allowed).toEqual(['public']);
  });

  it('gives a role that does not exist no more than a session', () => {
    const allowed = PERMISSIONS.filter((permission) => decide(somebody('wizard'), permission, 'x').allowed);
    expect(allowed).toEqual(['public', 'signed-in']);
  });

  it.each([
    [
      'clinician',
      [
        'twin:read',
        'twin:simulate',
        'observation:write',
        'alert:read',
        'alert:act',
        'alert:budget',
        'model:read',
        'fhir:read',
        'fhir:write',
      ],
    ],
    ['researcher', ['twin:read', 'twin:simulate', 'alert:read', 'model:read']],
    [
      'engineer',
      [
        'twin:read',
        'twin:open',
        'observation:write',
        'alert:read',
        'model:read',
        'record:replay',
        'fhir:read',
        'fhir:write',
        'connector:read',
        'connector:act',
      ],
    ],
    ['cds-client', ['advice:read', 'advice:answer']],
    ['backend', ['fhir:read', 'fhir:write']],
    ['privacy-officer', ['model:read', 'audit:read', 'app:read']],
  ])('gives a %s exactly their permissions', (role, permissions) => {
    const allowed = PERMISSIONS.filter((permission) => decide(somebody(role), permission, 'x').allowed);
    expect(allowed.slice(2).sort()).toEqual([...permissions].sort());
  });

  it('gives the administrator every permission', () => {
    expect(
      PERMISSIONS.every((permission) => decide(somebody('administrator'), permission, 'x').allowed),
    ).toBe(true);
  });

  it('says why, for the audit trail', () => {
    expect(decide(somebody('researcher'), 'audit:read', 'audit').reason).toBe(
      'role researcher lacks audit:read',
    );
    expect(decide(null, 'twin:read', 'x').reason).toBe('not signed in');
  });
});
