import type { ReactNode } from 'react';
import type { TwinDetail } from '../generated/types.ts';
import { OriginBadge } from '../overview/origin-badge.tsx';
import type { Person } from '../people/group-people.ts';
import { formatSpan } from '../units/format.ts';
import { plainUnit } from '../units/measure.ts';
import styles from './person-header.module.css';

interface PersonHeaderProps {
  readonly person: Person;
  readonly details: readonly TwinDetail[];
  readonly now: number;
  readonly actions: ReactNode;
}

/** Who this is, whether there is a real person behind it, and how old what is known is. */
export function PersonHeader({ person, details, now, actions }: PersonHeaderProps): ReactNode {
  const open = person.twins.filter((twin) => twin.closedAt === null).length;
  const attributions = new Set(person.twins.flatMap(({ attribution }) => attribution ?? []));
  return (
    <header className="page-head">
      <div className="page-who">
        <div className="row">
          <h1>{person.label}</h1>
          <OriginBadge origin={person.origin} />
        </div>
        <p className="muted">{factsOf(details).join(' · ')}</p>
        {attributions.size > 0 && <p className="muted small">{[...attributions].join('. ')}</p>}
      </div>
      <div className={styles.right}>
        <ul className="pills" aria-label="State of the person's twins">
          <li>
            {person.latestAt === null ? (
              'No reading yet'
            ) : (
              <>
                Last reading <strong>{formatSpan(Math.max(0, now - person.latestAt))}</strong> ago
              </>
            )}
          </li>
          <li>
            <strong>{open}</strong> {open === 1 ? 'twin follows' : 'twins follow'}
          </li>
          {person.doubts > 0 && (
            <li>
              <strong>{person.doubts}</strong> in doubt
            </li>
          )}
        </ul>
        {actions}
      </div>
    </header>
  );
}

/** What is known of the person, each fact once however many twins hold it. */
function factsOf(details: readonly TwinDetail[]): readonly string[] {
  const facts = new Map<string, string>();
  for (const fact of details.flatMap((detail) => detail.facts)) {
    if (fact.value === null || facts.has(fact.name)) continue;
    const yesOrNo = /^(.*) \(1\) or not \(0\)$/.exec(fact.label)?.[1];
    if (yesOrNo !== undefined) {
      facts.set(fact.name, fact.value === 1 || fact.value === true ? yesOrNo : `Not ${lowerFirst(yesOrNo)}`);
      continue;
    }
    const unit = fact.unit === null ? '' : ` ${plainUnit(fact.unit)}`;
    facts.set(fact.name, `${fact.label} ${String(fact.value)}${unit}`.trimEnd());
  }
  return [...facts.values()];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
