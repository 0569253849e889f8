import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** How to begin when no hospital is followed yet. */
export function NoHospital(): ReactNode {
  return (
    <section className="card stack" style={{ maxWidth: 660, padding: 28 }}>
      <h1>No hospital is followed yet</h1>
      <p>
        A hospital’s beds are followed by a twin of the model{' '}
        <Link to="/models/hospital-beds">hospital-beds</Link>. It needs three numbers to begin with
        (admissions a day, the mean stay and its deviation), then learns from what your hospital sends.
      </p>
      <ol className="stack" style={{ margin: 0, paddingInlineStart: 20, gap: 8 }}>
        <li>
          An engineer opens the twin on a place: <code>POST /api/v1/twins</code>.
        </li>
        <li>
          Admissions, transfers and discharges come by HL7 v2 over MLLP, as FHIR Encounters, or by{' '}
          <code>POST /api/v1/happenings</code>.
        </li>
        <li>Beds appear as soon as messages name them.</li>
      </ol>
      <p className="muted">
        The guide “Follow a hospital’s beds live” goes through it. To look around first, run the platform with
        its demo, or run a <Link to="/hospital">reference hospital</Link>.
      </p>
    </section>
  );
}
