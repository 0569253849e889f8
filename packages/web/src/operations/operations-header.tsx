import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { BedBoard, TwinSummary } from '../generated/types.ts';
import { useNow } from '../live/use-now.ts';
import { FitMark } from '../overview/fit-mark.tsx';
import { drifts } from '../overview/order-twins.ts';
import { OriginBadge } from '../overview/origin-badge.tsx';
import { formatShare, formatSpan } from '../units/format.ts';
import { forReader } from '../units/words.ts';

/** Without any movement for so long, what is shown may no longer be so: milliseconds. */
const STALE = 3 * 3_600_000;

/** How many staffed beds are taken, how old that is, and how far it can be trusted. */
export function OperationsHeader({
  twin,
  board,
  search,
}: {
  readonly twin: TwinSummary;
  readonly board: BedBoard;
  readonly search: string;
}): ReactNode {
  const now = useNow();
  const age = Math.max(0, now - Date.parse(board.at));
  const taken = board.units.reduce((sum, { patients }) => sum + patients, 0);
  const { staffed } = board.fan;
  const quarantined = board.contradictions.length;
  return (
    <header className="page-head">
      <div className="page-who">
        <div className="row">
          <h1>
            {staffed === null
              ? `${twin.label}: no beds known yet`
              : `${taken} of ${staffed} staffed beds taken`}
          </h1>
          <OriginBadge origin={twin.origin} />
        </div>
        <p className="muted">{[twin.label, twin.attribution].filter((part) => part !== null).join(' · ')}</p>
        {twin.fit.kind !== 'fits' && twin.fit.reason !== null && (
          <p>
            {twin.fit.kind === 'warming-up' ? 'Still warming up' : 'The twin abstains'}:{' '}
            {forReader(twin.fit.reason, 'mg/dL')}.
          </p>
        )}
      </div>
      <ul className="pills" aria-label="State of the hospital’s twin">
        <li data-stale={age > STALE}>
          Last movement <strong>{formatSpan(age)}</strong> ago
        </li>
        <li>
          <FitMark fit={twin.fit} drifting={drifts(twin)} closed={false} />
        </li>
        <li>
          <Link to={{ pathname: '/operations', search, hash: '#quarantine' }}>
            {quarantined === 0 ? 'Nothing in quarantine' : `${quarantined} in quarantine`}
          </Link>
        </li>
        {twin.track !== null && twin.track.scored > 0 && (
          <li>
            <Link to={`/twins/${encodeURIComponent(twin.id)}?tab=knows`}>
              90 % interval held {formatShare(twin.track.coverage90)}
            </Link>
          </li>
        )}
      </ul>
    </header>
  );
}
