import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { ScrollX } from '../charts/scroll-x.tsx';
import { readModel } from '../generated/api.ts';
import type { ModelView } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { Evidence } from './evidence.tsx';
import styles from './models.module.css';
import { SourceAttributes } from './source-attributes.tsx';

/** A model card in the order of ASME V&V 40: question, context of use, risk, equations, verification, validation, limits. */
export function ModelPage(): ReactNode {
  const { name = '' } = useParams();
  const model = useQuery({
    queryKey: KEYS.model(name),
    queryFn: ({ signal }) => readModel({ name }, signal),
  });
  usePageTitle(model.data?.title ?? name);
  if (model.isPending) return <Waiting height={400} label="Reading the model card" />;
  if (model.isError) {
    return (
      <div className="stack">
        <h1>This model card cannot be shown</h1>
        <ProblemPanel problem={asProblem(model.error)} onRetry={() => void model.refetch()} />
        <Link to="/models">All models</Link>
      </div>
    );
  }
  return <Card model={model.data} />;
}

function Card({ model }: { readonly model: ModelView }): ReactNode {
  return (
    <article className={styles.page}>
      <header>
        <h1>{model.title}</h1>
        <p className="muted">
          <code>{model.name}</code> version {model.version} · {model.kind}
        </p>
        <p className={styles.summary}>{model.summary}</p>
      </header>
      <section className="card">
        <h2>What it is for</h2>
        <dl className={styles.facts}>
          <dt>Context of use</dt>
          <dd>{model.contextOfUse}</dd>
          <dt>Role in decisions</dt>
          <dd>{model.decisionRole}</dd>
          <dt>Not for</dt>
          <dd>
            <ul>
              {model.notFor.map((use) => (
                <li key={use}>{use}</li>
              ))}
            </ul>
          </dd>
          <dt>Risk if it is wrong</dt>
          <dd>{model.risk}</dd>
        </dl>
      </section>
      <section className="card">
        <h2>What it rests on</h2>
        <ScrollX label="Equations and their sources">
          <table>
            <thead>
              <tr>
                <th scope="col">Equation or rule</th>
                <th scope="col">Source</th>
              </tr>
            </thead>
            <tbody>
              {model.equations.map((equation) => (
                <tr key={`${equation.what} ${equation.source}`}>
                  <th scope="row">{equation.what}</th>
                  <td className="muted">{equation.source}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      </section>
      <section className="card">
        <h2>Evidence</h2>
        <p className="muted small">
          Written by the verification suites, never by hand. A suite that was not recorded says so.
        </p>
        <Evidence suites={model.suites} />
      </section>
      <section className="card">
        <h2>How far it reaches</h2>
        <dl className={styles.facts}>
          <dt>Validated on</dt>
          <dd>{model.population}</dd>
          <dt>Limits</dt>
          <dd>
            <ul>
              {model.limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          </dd>
        </dl>
      </section>
      <section className="card">
        <h2>Source attributes</h2>
        <p className="muted small">
          The 31 of ONC HTI-1, 45 CFR 170.315(b)(11)(iv)(B). What is missing is shown as missing.
        </p>
        <SourceAttributes attributes={model.attributes} />
      </section>
      <section className="card">
        <h2>History</h2>
        <ul className={styles.history}>
          {model.history.map((entry) => (
            <li key={entry.version}>
              <strong>{entry.version}</strong> <span className="muted">{entry.date}</span> {entry.change}
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}
