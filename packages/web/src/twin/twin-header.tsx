import { Button } from '@mantine/core';
import { IconClipboardPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { TwinDetail } from '../generated/types.ts';
import { useNow } from '../live/use-now.ts';
import { MonitorLink } from '../monitor/monitor-link.tsx';
import { hasBeds } from '../operations/operations-queries.ts';
import { ageOf } from '../overview/age-of.ts';
import { FitMark } from '../overview/fit-mark.tsx';
import { drifts } from '../overview/order-twins.ts';
import { OriginBadge } from '../overview/origin-badge.tsx';
import { useMay } from '../shell/session.ts';
import { formatShare, formatSpan } from '../units/format.ts';
import { plainUnit } from '../units/measure.ts';
import { LogIntervention } from './log-intervention.tsx';

/** Who is mirrored, where the data come from and how old they are, by which model, and whether it fits. */
export function TwinHeader({ twin }: { readonly twin: TwinDetail }): ReactNode {
  const now = useNow();
  const may = useMay('observation:write');
  const [logging, setLogging] = useState(false);
  const aged = ageOf(twin, now);
  const facts = twin.facts.filter((fact) => fact.value !== null);
  return (
    <header className="page-head">
      <div className="page-who">
        <div className="row">
          <h1>{twin.label}</h1>
          <OriginBadge origin={twin.origin} />
        </div>
        <p className="muted">
          {[
            ...facts.map(
              (fact) =>
                `${fact.label} ${String(fact.value)}${fact.unit === null ? '' : ` ${plainUnit(fact.unit)}`}`,
            ),
            twin.attribution,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      </div>
      <ul className="pills" aria-label="State of the twin">
        <li data-stale={aged?.stale ?? false}>
          {aged === null ? (
            'No reading yet'
          ) : (
            <>
              Last reading <strong>{formatSpan(aged.age)}</strong> ago
            </>
          )}
        </li>
        <li>
          <Link to={`/models/${encodeURIComponent(twin.model)}`}>
            {twin.modelTitle} <span className="muted">{twin.modelVersion}</span>
          </Link>
        </li>
        <li>
          <FitMark fit={twin.fit} drifting={drifts(twin)} closed={twin.closedAt !== null} />
        </li>
        <MonitorLink subject={twin.subject} />
        {hasBeds(twin) && (
          <li>
            <Link to={`/operations?of=${encodeURIComponent(twin.id)}`}>Wards and beds</Link>
          </li>
        )}
        {twin.track !== null && twin.track.scored > 0 && (
          <li>
            90 % interval held <strong>{formatShare(twin.track.coverage90)}</strong>
          </li>
        )}
        {may && twin.interventions.length > 0 && twin.closedAt === null && (
          <li className="plain">
            <Button
              variant="default"
              size="xs"
              radius="xl"
              leftSection={<IconClipboardPlus size={15} aria-hidden />}
              onClick={() => setLogging(true)}
            >
              Log something done
            </Button>
          </li>
        )}
      </ul>
      <LogIntervention twin={twin} open={logging} onClose={() => setLogging(false)} />
    </header>
  );
}
