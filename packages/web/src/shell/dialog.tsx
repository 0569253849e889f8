import { CloseButton } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Whether the title is only for screen readers. */
  readonly titleHidden?: boolean;
  readonly children: ReactNode;
}

/** A modal window of the browser itself: it holds the focus, closes on Escape, and gives the focus back. */
export function Dialog({ title, open, onClose, titleHidden = false, children }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === open) return;
    if (!open) {
      element.close();
      return;
    }
    element.showModal();
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop is an extra; Escape closes too
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      {open && (
        <div className={styles.inside}>
          <div className={titleHidden ? 'visually-hidden' : styles.head}>
            <h2 id={titleId}>{title}</h2>
            {!titleHidden && <CloseButton aria-label="Close" onClick={onClose} />}
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
