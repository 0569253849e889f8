import type { ReactNode } from 'react';

/** The mark: a circle and its dotted twin. */
export function Wordmark({
  size = 22,
  named = true,
}: {
  readonly size?: number;
  readonly named?: boolean;
}): ReactNode {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 10 }}>
      <svg width={size * 1.25} height={size} viewBox="2 6 28 20" fill="none" strokeWidth="3" aria-hidden>
        <title>Twinward</title>
        <circle cx="12" cy="16" r="8" stroke="var(--accent)" />
        <circle cx="20" cy="16" r="8" stroke="var(--ink)" strokeDasharray="0.1 5.02" strokeLinecap="round" />
      </svg>
      {named && (
        <span style={{ fontWeight: 690, fontSize: size * 0.74, letterSpacing: '-0.015em' }}>Twinward</span>
      )}
    </span>
  );
}
