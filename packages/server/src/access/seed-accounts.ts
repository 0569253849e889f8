// The first accounts of an installation: random passwords, stored only hashed, kept once in a file for its owner.
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountStore } from '@twinward/record';
import { DEVICE_ROLE } from '../connectors/device-secrets.ts';
import { hashPassword } from './passwords.ts';

/** A name to sign in with; the password where this installation still knows it. */
export interface SignInNote {
  readonly name: string;
  readonly role: string;
  readonly password: string | null;
}

const ADMINISTRATOR = { name: 'administrator', role: 'administrator', displayName: 'Administrator' };

const DEMO = [
  { name: 'clinician', role: 'clinician', displayName: 'Demo clinician' },
  { name: 'operations', role: 'operations', displayName: 'Demo operations manager' },
  { name: 'researcher', role: 'researcher', displayName: 'Demo researcher' },
  { name: 'engineer', role: 'engineer', displayName: 'Demo engineer' },
  { name: 'privacy', role: 'privacy-officer', displayName: 'Demo privacy officer' },
  ADMINISTRATOR,
];

const FILE = 'sign-ins.txt';

/** Makes the accounts that are missing and notes their passwords in `sign-ins.txt`, mode 0600. Returns all of them. */
export async function seedAccounts(
  accounts: AccountStore,
  dataFolder: string,
  demo: boolean,
): Promise<readonly SignInNote[]> {
  const path = join(dataFolder, FILE);
  const notes = await readNotes(path);
  for (const { name, role, displayName } of demo ? DEMO : [ADMINISTRATOR]) {
    if ((await accounts.byName(name)) !== null) continue;
    const password = newPassword();
    const passwordHash = await hashPassword(password);
    // The note comes first: an account whose password nobody knows would lock everyone out.
    notes.set(name, password);
    await writeNotes(path, notes);
    await accounts.put({ id: name, name, displayName, role, passwordHash, disabled: false });
  }
  const all = await accounts.list();
  // Devices and whom an EHR vouches for sign in by no password of ours.
  const people = all.filter(({ id, role }) => role !== DEVICE_ROLE && !id.startsWith('ehr:'));
  return people.map(({ name, role }) => ({ name, role, password: notes.get(name) ?? null }));
}

/** 80 random bits in letters and digits that are not mistaken for each other. */
function newPassword(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte & 31]);
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-');
}

async function readNotes(path: string): Promise<Map<string, string>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => line.trim().split(/\s+/) as [string, string]));
}

async function writeNotes(path: string, notes: ReadonlyMap<string, string>): Promise<void> {
  const lines = [...notes].map(([name, password]) => `${name.padEnd(16)} ${password}\n`).join('');
  await writeFile(
    `${path}.new`,
    `# Sign-ins of this installation. Delete this file once you have noted them.\n${lines}`,
    {
      mode: 0o600,
    },
  );
  await rename(`${path}.new`, path);
}
