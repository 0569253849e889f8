import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './messages.module.css';

/** A secret on the one occasion on which it can be read; only its hash is kept. */
export function SecretOnce({
  device,
  secret,
  onDone,
}: {
  readonly device: string;
  readonly secret: string;
  readonly onDone: () => void;
}): ReactNode {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section ref={box} tabIndex={-1} className={styles.secret} aria-label={`Secret of ${device}`}>
      <p>
        <strong>The secret of {device}, shown this once</strong>
      </p>
      <p>
        <code className={styles.letters}>{secret}</code>
      </p>
      <p className="muted small">
        Give it to the device as its password at the broker, with <code>{device}</code> as its user name. Who
        has lost it gives the device a new one.
      </p>
      <div className="row">
        <Button size="xs" variant="default" onClick={() => void navigator.clipboard?.writeText(secret)}>
          Copy
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          I have noted it
        </Button>
      </div>
    </section>
  );
}
