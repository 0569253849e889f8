import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { listModels } from '../generated/api.ts';
import type { ModelView } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import styles from './models.module.css';

/** All models, each with what it is for and how much of its evidence has been recorded. */
export function ModelsPage(): ReactNode {
  usePageTitle('Models');
  const models = useQuery({ queryKey: KEYS.models, queryFn: ({ signal }) => listModels(signal) });
  if (models.isPending) return <Waiting height={300} label="Reading the models" />;
  if (models.isError)
    return <ProblemPanel problem={asProblem(models.error)} onRetry={() => void models.refetch()} />;
  return (
    <div className="stack">
      <div>
        <h1>Models</h1>
        <p className="muted">
          What each is for, what it rests on, and how far it can be trusted. Anyone can rerun the evidence:{' '}
          <code>npm run twinward -- verify</code>
        </p>
      </div>
      <ul className={styles.models}>
        {models.data.models.map((model) => (
          <li key={model.name} className={`card ${styles.model}`}>
            <h2>
              <Link to={`/models/${encodeURIComponent(model.name)}`}>{model.title}</Link>
            </h2>
            <p>{model.summary}</p>
            <p className="muted small">
              <code>{model.name}</code> {model.version} · {evidenceWords(model)} · {attributeWords(model)}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function evidenceWords(model: ModelView): string {
  const recorded = model.suites.filter((suite) => suite.cases !== null).length;
  return `${recorded} of ${model.suites.length} verification suites recorded`;
}

function attributeWords(model: ModelView): string {
  const given = model.attributes.filter((attribute) => attribute.text !== null).length;
  return `${given} of ${model.attributes.length} source attributes given`;
}
