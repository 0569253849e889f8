import type { ReactNode } from 'react';
import { ScrollX } from '../charts/scroll-x.tsx';
import type { SuiteEvidence } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import styles from './models.module.css';

/** What each verification suite recorded: cases, figures with what they are compared with, and what failed. */
export function Evidence({ suites }: { readonly suites: readonly SuiteEvidence[] }): ReactNode {
  if (suites.length === 0) return <p>No suite gives this model its evidence yet.</p>;
  return suites.map((suite) => (
    <section key={suite.suite} className={styles.suite}>
      <h3>
        <code>{suite.suite}</code> <span className="muted">{outcomeWords(suite)}</span>
      </h3>
      {suite.figures.length > 0 && (
        <ScrollX label={`Figures of ${suite.suite}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Figure</th>
                <th scope="col">Value</th>
              </tr>
            </thead>
            <tbody>
              {suite.figures.map((figure) => (
                <tr key={figure.figure}>
                  <th scope="row">{figure.figure}</th>
                  <td>{figureWords(figure.value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
      {[...suite.failed, ...suite.unsupported].length > 0 && (
        <ul className="small">
          {suite.failed.map((one) => (
            <li key={one.name}>
              <strong>Failed: {one.name}.</strong> {one.why}
            </li>
          ))}
          {suite.unsupported.map((one) => (
            <li key={one.name}>
              Not supported: {one.name}. {one.why}
            </li>
          ))}
        </ul>
      )}
    </section>
  ));
}

function figureWords(value: SuiteEvidence['figures'][number]['value']): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? formatNumber(value) : value.map((one) => formatNumber(one)).join(', ');
}

function outcomeWords(suite: SuiteEvidence): string {
  if (suite.cases === null) return `not recorded yet; run: npm run twinward -- verify ${suite.suite}`;
  return `${suite.passed ?? 0} of ${suite.cases} cases passed${suite.unsupported.length > 0 ? `, ${suite.unsupported.length} not supported` : ''}`;
}
