import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useMay } from '../shell/session.ts';

/** How to begin when there is nothing yet. */
export function EmptyOverview(): ReactNode {
  const may = useMay('observation:write');
  return (
    <section className="card stack" style={{ maxWidth: 620, padding: 28 }}>
      <h1>No twins yet</h1>
      <p>A twin begins with readings. There are two ways to begin:</p>
      <ol className="stack" style={{ margin: 0, paddingInlineStart: 20, gap: 8 }}>
        <li>
          {may ? <Link to="/import">Import a file</Link> : 'Ask an engineer to import a file'} of a glucose
          sensor: Dexcom Clarity, LibreView, or any table with times and values.
        </li>
        <li>
          Start with demo data: stop Twinward and run <code>npm start</code> without <code>--empty</code>, on
          another data folder.
        </li>
      </ol>
    </section>
  );
}
