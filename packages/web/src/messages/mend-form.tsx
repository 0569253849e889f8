import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { dropMessage, replayMessage } from '../generated/api.ts';
import type { InboundDetail } from '../generated/types.ts';
import styles from './messages.module.css';

/** What a person can do about a message that was refused: try it again, mend it, or put it aside with a reason. */
export function MendForm({ message }: { readonly message: InboundDetail }): ReactNode {
  const client = useQueryClient();
  const go = useNavigate();
  const [text, setText] = useState(message.text);
  const [reason, setReason] = useState('');
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: KEYS.allMessages });
  const replay = useMutation({
    mutationFn: (mended: boolean) => replayMessage({ id: message.id, body: mended ? { text } : {} }),
    async onSuccess(receipt) {
      await refresh();
      if (receipt.state === 'done') await go(`/messages/${encodeURIComponent(receipt.id)}`);
    },
  });
  const drop = useMutation({
    mutationFn: () => dropMessage({ id: message.id, body: { reason } }),
    onSuccess: refresh,
  });
  const mended = text !== message.text;
  return (
    <div className={styles.mend}>
      <Textarea
        label="Mend it"
        description="One segment a line. What came is kept as it came; a mended one stands beside it, with your name."
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={16}
        spellCheck={false}
        classNames={{ input: styles.editor ?? '' }}
      />
      <div className="row">
        <Button disabled={!mended} loading={replay.isPending} onClick={() => replay.mutate(true)}>
          Replay as mended
        </Button>
        <Button variant="default" disabled={mended || replay.isPending} onClick={() => replay.mutate(false)}>
          Replay as it came
        </Button>
      </div>
      {replay.data !== undefined && replay.data.state !== 'done' && (
        <p role="alert">Refused again: {replay.data.reason}</p>
      )}
      {replay.isError && <p role="alert">{asProblem(replay.error).detail}</p>}
      <form
        className={styles.aside}
        onSubmit={(event) => {
          event.preventDefault();
          drop.mutate();
        }}
      >
        <TextInput
          label="Or put it aside, because"
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={reason.trim() === ''} loading={drop.isPending}>
          Put aside
        </Button>
      </form>
      {drop.isError && <p role="alert">{asProblem(drop.error).detail}</p>}
    </div>
  );
}
