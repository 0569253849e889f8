import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { asProblem } from '../api/problem.ts';
import type { InboundLine } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { ConnectorCard } from './connector-card.tsx';
import { DevicesCard } from './devices-card.tsx';
import { FollowersCard } from './followers-card.tsx';
import { MessageDetail } from './message-detail.tsx';
import { useConnectors, useMessages } from './message-queries.ts';
import { MessageRow } from './message-row.tsx';
import { SHOWS } from './message-words.ts';
import styles from './messages.module.css';

/** What comes in from hospitals and devices, how well it goes, and one message followed from its bytes to the screen. */
export function MessagesPage(): ReactNode {
  usePageTitle('Messages');
  const { id } = useParams();
  const [search, setSearch] = useSearchParams();
  const [connector, state] = [search.get('connector') ?? '', search.get('state') ?? ''];
  const connectors = useConnectors();
  const messages = useMessages(connector, state);
  const put = (name: string, value: string): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  if (connectors.isPending || messages.isPending)
    return <Waiting height={420} label="Reading what came in" />;
  const failed = connectors.error ?? messages.error;
  if (failed !== null)
    return (
      <ProblemPanel
        problem={asProblem(failed)}
        onRetry={() => void Promise.all([connectors.refetch(), messages.refetch()])}
      />
    );
  const list = messages.data?.messages ?? [];
  const all = connectors.data?.connectors ?? [];
  const waiting = all.reduce((sum, one) => sum + one.waiting, 0);
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <h1>
            {waiting === 0
              ? 'Messages'
              : `${waiting} ${waiting === 1 ? 'message waits' : 'messages wait'} for a person`}
          </h1>
          <p className="muted">
            From hospitals and devices to the twins: durable as they came, then their effect, then the answer.
          </p>
        </div>
        <search className="row">
          <NativeSelect
            aria-label="Connector"
            value={connector}
            data={[
              { value: '', label: 'All connectors' },
              ...all.map(({ name, title }) => ({ value: name, label: title })),
            ]}
            onChange={(event) => put('connector', event.currentTarget.value)}
          />
          <NativeSelect
            aria-label="State"
            value={state}
            data={[...SHOWS]}
            onChange={(event) => put('state', event.currentTarget.value)}
          />
        </search>
      </div>
      <ul className={styles.connectors} aria-label="Connectors" data-chosen={id !== undefined}>
        {all.map((one) => (
          <ConnectorCard key={one.name} connector={one} />
        ))}
      </ul>
      <div className={styles.columns} data-chosen={id !== undefined}>
        <div className={`stack ${styles.side}`}>
          <List list={list} id={id} search={search.toString()} filtered={connector !== '' || state !== ''} />
          <FollowersCard />
          <DevicesCard />
        </div>
        {(id ?? list[0]?.id) !== undefined && (
          <div className={styles.detail}>
            {id !== undefined && (
              <Link to={{ pathname: '/messages', search: search.toString() }} className={styles.back}>
                All messages
              </Link>
            )}
            <MessageDetail id={id ?? list[0]!.id} />
          </div>
        )}
      </div>
    </div>
  );
}

function List({
  list,
  id,
  search,
  filtered,
}: {
  readonly list: readonly InboundLine[];
  readonly id: string | undefined;
  readonly search: string;
  readonly filtered: boolean;
}): ReactNode {
  if (list.length === 0) {
    return (
      <section className="card">
        <h2>{filtered ? 'No such message' : 'Nothing has come yet'}</h2>
        <p className="muted">
          {filtered
            ? 'None came over this connector, or none is in this state.'
            : 'Point an interface engine at the MLLP port, or let a device publish: both are three lines.'}
        </p>
      </section>
    );
  }
  const chosen = id ?? list[0]?.id;
  return (
    <ul className="card rows" aria-label="Messages">
      {list.map((line) => (
        <MessageRow key={line.id} line={line} search={search} here={line.id === chosen} />
      ))}
    </ul>
  );
}
