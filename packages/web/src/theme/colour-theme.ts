import { useMantineColorScheme } from '@mantine/core';

/** The reader's choice of theme; `auto` follows the system. */
export type ColourTheme = 'auto' | 'light' | 'dark';

/** The key under which `public/theme.js` finds the choice before the first paint. */
export const THEME_KEY = 'twinward-theme';

/** The chosen theme and how to change it. */
export function useColourTheme(): {
  readonly theme: ColourTheme;
  readonly setTheme: (theme: ColourTheme) => void;
} {
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return { theme: colorScheme, setTheme: setColorScheme };
}
