import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './lab.module.css';

/** How long to simulate, how many members, and how much their parameters differ. */
export interface Settings {
  readonly end: number;
  readonly members: number;
  readonly spreadPercent: number;
}

/** What the lab begins with. */
export const FIRST_SETTINGS: Settings = { end: 100, members: 60, spreadPercent: 15 };

interface RunSettingsProps {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

/** The settings of an ensemble. */
export function RunSettings({ settings, onChange }: RunSettingsProps): ReactNode {
  const put = (part: Partial<Settings>): void => onChange({ ...settings, ...part });
  return (
    <div className={styles.settings}>
      <NumberInput
        size="xs"
        label="Until time"
        value={settings.end}
        min={1e-9}
        hideControls
        onChange={(end) => {
          if (typeof end === 'number' && end > 0) put({ end });
        }}
      />
      <NumberInput
        size="xs"
        label="Members"
        value={settings.members}
        min={1}
        max={2000}
        allowDecimal={false}
        clampBehavior="strict"
        hideControls
        onChange={(members) => {
          if (typeof members === 'number' && members >= 1) put({ members });
        }}
      />
      <NumberInput
        size="xs"
        label="They differ by"
        suffix=" %"
        value={settings.spreadPercent}
        min={0}
        max={100}
        clampBehavior="strict"
        hideControls
        onChange={(spreadPercent) => {
          if (typeof spreadPercent === 'number') put({ spreadPercent });
        }}
      />
    </div>
  );
}
