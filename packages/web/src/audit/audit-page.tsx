import { NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { csvText, saveText } from '../charts/csv.ts';
import { readAudit } from '../generated/api.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useDraft } from '../shell/use-draft.ts';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { formatLongInstant } from '../units/format.ts';
import styles from './audit-page.module.css';

const REST = 300;

/** Who did what to whom, whether it was allowed, and why: newest first. */
export function AuditPage(): ReactNode {
  usePageTitle('Audit');
  const [search, setSearch] = useSearchParams();
  const [actor, target, limit] = [
    search.get('actor') ?? '',
    search.get('target') ?? '',
    Number(search.get('limit') ?? 100) || 100,
  ];
  const trail = useQuery({
    queryKey: KEYS.audit(actor, target, limit),
    queryFn: ({ signal }) =>
      readAudit({ query: { limit, actor: actor || undefined, target: target || undefined } }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const put = (name: string, value: string): void => {
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  };
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <h1>Audit</h1>
          <p className="muted">Every access leaves one row before its reply is sent. This one too.</p>
        </div>
        <search className={styles.filters}>
          <Words label="Who" value={actor} onChange={(value) => put('actor', value)} />
          <Words label="To what" value={target} onChange={(value) => put('target', value)} />
          <NativeSelect
            label="Rows"
            value={String(limit)}
            data={['100', '300', '1000']}
            onChange={(event) =>
              put('limit', event.currentTarget.value === '100' ? '' : event.currentTarget.value)
            }
          />
        </search>
      </div>
      {trail.isPending && <Waiting height={300} label="Reading the audit trail" />}
      {trail.isError && (
        <ProblemPanel problem={asProblem(trail.error)} onRetry={() => void trail.refetch()} />
      )}
      {trail.data !== undefined && (
        <section className="card" aria-label="Audit trail">
          <div className="row between" style={{ marginBottom: 8 }}>
            <span className="muted small" role="status">
              {trail.data.rows.length} rows, newest first
            </span>
            <button
              type="button"
              className="link-button"
              onClick={() =>
                saveText(
                  'audit.csv',
                  csvText(
                    ['at', 'actor', 'role', 'action', 'target', 'allowed', 'reason', 'request'],
                    trail.data.rows.map((row) => [
                      row.at,
                      row.actor,
                      row.role,
                      row.action,
                      row.target,
                      row.allowed ? 'yes' : 'no',
                      row.reason,
                      row.request,
                    ]),
                  ),
                )
              }
            >
              CSV
            </button>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className={styles.scroll} tabIndex={0} aria-label="Rows of the audit trail">
            <table>
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">Who</th>
                  <th scope="col">What</th>
                  <th scope="col">To what</th>
                  <th scope="col">Outcome</th>
                  <th scope="col">Request</th>
                </tr>
              </thead>
              <tbody>
                {trail.data.rows.map((row, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows of one request may be alike in everything
                  <tr key={`${row.request} ${i}`}>
                    <th scope="row" className={styles.when}>
                      {formatLongInstant(Date.parse(row.at))}
                    </th>
                    <td>
                      {row.actor} <span className="muted">{row.role}</span>
                    </td>
                    <td>{row.action}</td>
                    <td>{row.target}</td>
                    <td>
                      <span className={styles.outcome} data-allowed={row.allowed}>
                        {row.allowed ? '✓ allowed' : '✕ refused'}
                      </span>{' '}
                      <span className="muted">{row.reason}</span>
                    </td>
                    <td className="muted">{row.request}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </section>
      )}
    </div>
  );
}

function Words({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const [text, setText] = useDraft(value, REST, onChange);
  return (
    <TextInput
      label={label}
      value={text}
      maxLength={100}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
