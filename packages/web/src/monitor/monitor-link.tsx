import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { listPlaybacks } from '../generated/api.ts';

/** The way from a twin to the monitor of its subject, where one is played or was. */
export function MonitorLink({ subject }: { readonly subject: string }): ReactNode {
  const playbacks = useQuery({
    queryKey: KEYS.playbacks,
    queryFn: ({ signal }) => listPlaybacks(signal),
    staleTime: 30_000,
  });
  const own = playbacks.data?.playbacks.find((playback) => playback.subject === subject);
  if (own === undefined) return null;
  return (
    <li>
      <Link to={`/monitor/${encodeURIComponent(subject)}`}>
        {own.state === 'playing' ? 'Waveforms on the monitor' : 'Monitor'}
      </Link>
    </li>
  );
}
