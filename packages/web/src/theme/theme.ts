import { createTheme, defaultVariantColorsResolver, type MantineThemeOverride } from '@mantine/core';

/** Mantine in our tokens: colours come from `tokens.css` alone, so that no style is written at run time. */
export const THEME: MantineThemeOverride = createTheme({
  fontFamily: 'var(--font)',
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver(input) {
    if (input.variant === 'filled')
      return {
        background: 'var(--accent)',
        hover: 'var(--accent-strong)',
        color: 'var(--on-accent)',
        border: '1px solid transparent',
      };
    if (input.variant === 'light' || input.variant === 'subtle') {
      const background = input.variant === 'light' ? 'var(--accent-wash)' : 'transparent';
      return {
        background,
        hover: 'var(--accent-wash)',
        color: 'var(--accent)',
        border: '1px solid transparent',
      };
    }
    if (input.variant === 'default')
      return {
        background: 'var(--panel)',
        hover: 'var(--accent-wash)',
        color: 'var(--ink)',
        border: '1px solid var(--line-strong)',
      };
    return defaultVariantColorsResolver(input);
  },
  components: {
    Button: { defaultProps: { radius: 9 } },
    Menu: { defaultProps: { shadow: 'md', radius: 12 } },
  },
});
