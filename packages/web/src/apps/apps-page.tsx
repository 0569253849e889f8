import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { listApps } from '../generated/api.ts';
import type { ConnectedApps } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { AppForm } from './app-form.tsx';
import { AppRow } from './app-row.tsx';
import styles from './apps.module.css';
import { CallsTable } from './calls-table.tsx';
import { EhrsCard } from './ehrs-card.tsx';

/** What other systems can ask of the twins, which of them may, and what they asked. */
export function AppsPage(): ReactNode {
  usePageTitle('Connections');
  const apps = useQuery({
    queryKey: KEYS.apps,
    queryFn: ({ signal }) => listApps(signal),
    staleTime: 0,
  });
  if (apps.isPending) return <Waiting height={300} label="Reading the connections" />;
  if (apps.isError)
    return <ProblemPanel problem={asProblem(apps.error)} onRetry={() => void apps.refetch()} />;
  return (
    <div className="stack">
      <div>
        <h1>Connections</h1>
        <p className="muted">
          What the twins say, inside the systems where people already work. Each card carries its probability,
          its interval, its evidence and how earlier forecasts came true.
        </p>
      </div>
      <Services services={apps.data.services} />
      <div className={styles.columns}>
        <div className="stack">
          <Systems apps={apps.data.apps} />
          <EhrsCard />
        </div>
        <Calls connections={apps.data} />
      </div>
    </div>
  );
}

function Services({ services }: Pick<ConnectedApps, 'services'>): ReactNode {
  return (
    <section aria-labelledby="services">
      <h2 id="services">Services by CDS Hooks 2.0</h2>
      <ul className={styles.services}>
        {services.map(({ id, hook, title, description }) => (
          <li key={id} className={`card ${styles.service}`}>
            <span className={styles.hook}>{hook}</span>
            <h3>{title}</h3>
            <p className="muted small">{description}.</p>
            <code className={styles.address}>POST /cds-services/{id}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Systems({ apps }: Pick<ConnectedApps, 'apps'>): ReactNode {
  const mayWrite = useMay('app:write');
  return (
    <section className="card" aria-labelledby="systems">
      <h2 id="systems">Systems that may ask</h2>
      <p className="muted small">
        Each is known by the issuer of its tokens and its public keys. A token holds for one address, five
        minutes at most, and is taken once.
      </p>
      {apps.length === 0 ? (
        <div className={styles.empty}>
          <p>
            <strong>No system is connected yet.</strong>
          </p>
          <p className="muted small">
            {mayWrite
              ? 'Let the first one in below: its name, its issuer and a public key are all it takes.'
              : 'An administrator lets systems in.'}
          </p>
        </div>
      ) : (
        <ul className={styles.apps}>
          {apps.map((app) => (
            <AppRow key={app.id} app={app} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {mayWrite && <AppForm />}
    </section>
  );
}

function Calls({ connections }: { readonly connections: ConnectedApps }): ReactNode {
  const mayAudit = useMay('audit:read');
  return (
    <section className="card" aria-labelledby="calls">
      <h2 id="calls">What they asked</h2>
      <p className="muted small">
        {connections.cardsGiven} cards given since the start.{' '}
        {mayAudit && <Link to="/audit?target=card">All of it stands in the audit trail</Link>}
      </p>
      <CallsTable calls={connections.calls} />
    </section>
  );
}
