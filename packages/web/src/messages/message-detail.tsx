import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { asProblem } from '../api/problem.ts';
import type { InboundDetail } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { Waiting } from '../shell/waiting.tsx';
import { formatLongInstant, formatNumber } from '../units/format.ts';
import { BeliefStage } from './belief-stage.tsx';
import { MendForm } from './mend-form.tsx';
import { useMessage } from './message-queries.ts';
import { STATE_WORDS } from './message-words.ts';
import styles from './messages.module.css';

/** One message from its bytes to the beliefs it changed. */
export function MessageDetail({ id }: { readonly id: string }): ReactNode {
  const message = useMessage(id);
  const mayAct = useMay('connector:act');
  if (message.isPending) return <Waiting height={360} label="Reading the message" />;
  if (message.isError)
    return <ProblemPanel problem={asProblem(message.error)} onRetry={() => void message.refetch()} />;
  const { data } = message;
  const [sign, words] = STATE_WORDS[data.state];
  return (
    <div className="stack">
      <section className="card" aria-labelledby="message">
        <div className={styles.top}>
          <h2 id="message">{data.what || 'A message that was not understood'}</h2>
          <span className={styles.mark} data-state={data.state}>
            <span aria-hidden>{sign}</span> {words}
          </span>
        </div>
        {data.reason !== '' && data.state !== 'refused' && <p className="muted small">{data.reason}</p>}
        <ol className={styles.stages}>
          <Stage title="As it came" under={cameWords(data)}>
            <Text label="The message as it came" text={data.text} />
          </Stage>
          {data.state === 'refused' ? (
            <Stage title="It waits for a person" under="">
              <p className={styles.why}>{data.reason}</p>
              {mayAct && <MendForm key={data.id} message={data} />}
            </Stage>
          ) : (
            <Course message={data} />
          )}
        </ol>
      </section>
    </div>
  );
}

/** What was made of a message that was taken in. */
function Course({ message: data }: { readonly message: InboundDetail }): ReactNode {
  return (
    <>
      <Stage title="As FHIR" under={resourceWords(data)}>
        {data.resources.map(({ type, id: name, version, title, json }) => (
          <details key={`${type}/${name}`} className={styles.resource}>
            <summary>
              <strong>{type}</strong> <span className="muted">{title || `version ${version}`}</span>
            </summary>
            <Text label={`${type} as JSON`} text={json} />
          </details>
        ))}
      </Stage>
      <Stage title="In the record" under={recordWords(data)}>
        {data.notes.length > 0 && (
          <ul className={styles.plain} aria-label="Left aside">
            {data.notes.map(({ where, why }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: notes have no name and never change
              <li key={i} className="small">
                <strong>{where}</strong> left aside: {why}
              </li>
            ))}
          </ul>
        )}
      </Stage>
      <Stage title="In the twins" under="">
        <BeliefStage message={data} />
      </Stage>
      <Stage title="On screen" under="">
        <Screens message={data} />
      </Stage>
    </>
  );
}

function Stage({
  title,
  under,
  children,
}: {
  readonly title: string;
  readonly under: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <li>
      <h3>{title}</h3>
      {under !== '' && <p className="muted small">{under}</p>}
      {children}
    </li>
  );
}

/** Text as it is, in a field that the keyboard reaches and scrolls. */
function Text({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  return (
    <textarea
      className={styles.bytes}
      readOnly
      aria-label={label}
      value={text}
      rows={Math.min(14, text.trimEnd().split('\n').length + 1)}
      spellCheck={false}
    />
  );
}

function Screens({ message: { subject, beliefs, events } }: { readonly message: InboundDetail }): ReactNode {
  const person =
    events.length > 0 && subject?.startsWith('Patient/') ? subject.slice('Patient/'.length) : null;
  if (beliefs.length === 0) return <p className="muted small">Nowhere: no twin shows it.</p>;
  return (
    <p className={styles.screens}>
      {person !== null && <Link to={`/people/${encodeURIComponent(person)}`}>The person</Link>}
      {beliefs.map(({ twin, label }) => (
        <Link key={twin} to={`/twins/${encodeURIComponent(twin)}?tab=history`}>
          History of {label}
        </Link>
      ))}
    </p>
  );
}

function cameWords({ receivedAt, sender, bytes, sha256, connector, key }: InboundDetail): string {
  return `${formatLongInstant(Date.parse(receivedAt))} over ${connector} from ${sender || 'an unnamed sender'} as ${key.slice(0, 36)}; ${formatNumber(bytes)} bytes, SHA-256 ${sha256.slice(0, 16)}…`;
}

function resourceWords({ resources, state }: InboundDetail): string {
  if (resources.length > 0)
    return `${resources.length} written in the same commit, with where they come from`;
  return state === 'done'
    ? 'Nothing to write: it tells readings alone, or what stands already'
    : 'Nothing yet';
}

function recordWords({ events, adt, state }: InboundDetail): string {
  const fresh = events.filter(({ duplicate }) => !duplicate).length;
  const parts = [
    ...(events.length === 0
      ? []
      : [
          `${fresh} ${fresh === 1 ? 'reading' : 'readings'} at ${events
            .map(({ part, seq }) => `${part}/${seq}`)
            .slice(0, 4)
            .join(', ')}`,
        ]),
    ...(events.length > fresh ? [`${events.length - fresh} known before`] : []),
    ...(adt.length === 0 ? [] : [`hospital: ${adt.join(', ')}`]),
  ];
  if (parts.length > 0) return parts.join('; ');
  return state === 'done' ? 'No reading and no hospital event' : 'Nothing yet';
}
