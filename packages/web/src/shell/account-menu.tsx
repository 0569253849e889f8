import { Menu } from '@mantine/core';
import { IconBrightnessAuto, IconCheck, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { KEYS } from '../api/keys.ts';
import { signOut } from '../generated/api.ts';
import { type ColourTheme, useColourTheme } from '../theme/colour-theme.ts';
import { usePreferences } from '../units/preferences.tsx';
import styles from './account-menu.module.css';
import { useSession } from './session.ts';

const THEMES: readonly {
  readonly value: ColourTheme;
  readonly label: string;
  readonly icon: typeof IconSun;
}[] = [
  { value: 'auto', label: 'As the system', icon: IconBrightnessAuto },
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
];

/** Who is signed in, how the pages look, and the way out. */
export function AccountMenu(): ReactNode {
  const session = useSession();
  const { theme, setTheme } = useColourTheme();
  const { glucose, setGlucose } = usePreferences();
  const client = useQueryClient();
  const leave = useMutation({
    mutationFn: () => signOut(),
    onSettled() {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== KEYS.session[0] });
      return client.resetQueries({ queryKey: KEYS.session });
    },
  });
  const initials = session.displayName
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();
  const check = (on: boolean): ReactNode => (on ? <IconCheck size={16} aria-label="chosen" /> : null);
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={styles.account}>
          <span className="visually-hidden">Account of {session.displayName}, </span>
          <span className={styles.face} aria-hidden>
            {initials}
          </span>
          <span className={styles.role}>{roleWords(session.role)}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <strong>{session.displayName}</strong>
          <span className="muted">
            {session.name}, {roleWords(session.role)}
          </span>
        </div>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        {THEMES.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={check(theme === value)}
            onClick={() => setTheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>Glucose in</Menu.Label>
        {(['mg/dL', 'mmol/L'] as const).map((unit) => (
          <Menu.Item key={unit} rightSection={check(glucose === unit)} onClick={() => setGlucose(unit)}>
            {unit}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function roleWords(role: string): string {
  const words = role.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
