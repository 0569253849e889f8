import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './import.module.css';

/** Something that takes a while, and the way to stop it. */
export function Working({
  words,
  onCancel,
}: {
  readonly words: string;
  readonly onCancel: () => void;
}): ReactNode {
  return (
    <div className={styles.working}>
      <div role="progressbar" aria-label={words} className={styles.bar} />
      <span>{words} …</span>
      <Button variant="default" size="xs" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
