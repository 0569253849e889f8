import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { asProblem } from '../api/problem.ts';
import type { Hospital } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { BroughtCard } from './brought-card.tsx';
import { CalibrationCard } from './calibration-card.tsx';
import { FiguresCard } from './figures-card.tsx';
import styles from './hospital.module.css';
import { HospitalChooser } from './hospital-chooser.tsx';
import { useHospitals, useRun } from './hospital-queries.ts';
import { ModelFileCard } from './model-file-card.tsx';
import { OneMoreCard } from './one-more-card.tsx';
import { ReplayCard } from './replay-card.tsx';
import { ReportCard } from './report-card.tsx';
import { RunCard } from './run-card.tsx';
import { basisWords, ValuesCard } from './values-card.tsx';

/** A hospital as a model: run it, see it run, see what holds it up, and where every value comes from. The view stands in the address. */
export function HospitalPage(): ReactNode {
  usePageTitle('Hospital');
  const hospitals = useHospitals();
  const may = useMay('twin:simulate');
  const [address, setAddress] = useSearchParams();
  const put = (name: string, value: string): void =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  if (hospitals.isPending) return <Waiting height={420} label="Reading the hospitals" />;
  if (hospitals.isError)
    return <ProblemPanel problem={asProblem(hospitals.error)} onRetry={() => void hospitals.refetch()} />;
  const list = hospitals.data.hospitals;
  const of = address.get('of');
  const hospital = of === null ? list[0] : list.find(({ id }) => id === of);
  if (hospital === undefined)
    return (
      <section className="card">
        <h1>No such hospital</h1>
        <p className="muted">
          {of === null ? 'This installation has no hospital to run. ' : `There is none by the name “${of}”. `}
          <Link to="/hospital">To those there are</Link>
        </p>
      </section>
    );
  return (
    <div className="stack">
      <div className="page-head">
        <div className="page-who">
          <h1>{hospital.name}</h1>
          <p className="muted">{hospital.about}</p>
        </div>
        <ul className="pills" aria-label="The model">
          <li>
            <strong>{hospital.resources.length}</strong> resources
          </li>
          <li>
            values: <strong>{basisWords(hospital)}</strong>
          </li>
          <li>
            {hospital.brought === null ? 'simulated, nobody is real' : `brought by ${hospital.brought.by}`}
          </li>
        </ul>
      </div>
      <HospitalChooser
        hospitals={list}
        chosen={hospital}
        mayRun={may}
        onChoose={(id, run) =>
          setAddress(run === null ? { of: id } : { of: id, run: run.id }, { replace: true })
        }
      />
      <Chosen key={hospital.id} hospital={hospital} address={address} onPut={put} />
      {hospital.brought !== null && (
        <BroughtCard
          key={hospital.id}
          hospital={hospital}
          brought={hospital.brought}
          onRemoved={() => setAddress({}, { replace: true })}
        />
      )}
      <ModelFileCard
        hospital={hospital}
        mayRun={may}
        onBrought={(id) => setAddress({ of: id }, { replace: true })}
      />
    </div>
  );
}

function Chosen({
  hospital,
  address,
  onPut,
}: {
  readonly hospital: Hospital;
  readonly address: URLSearchParams;
  readonly onPut: (name: string, value: string) => void;
}): ReactNode {
  const may = useMay('twin:simulate');
  const asked = useRun(may ? address.get('run') : null);
  const state = asked.data ?? null;
  const run = state?.result ?? null;
  return (
    <>
      {may && (
        <RunCard
          hospital={hospital}
          run={state}
          scenario={address.get('scenario') ?? ''}
          onScenario={(scenario) => onPut('scenario', scenario)}
          onRun={(id) => onPut('run', id)}
        />
      )}
      {asked.isError && <ProblemPanel problem={asProblem(asked.error)} />}
      <div aria-live="polite" className="stack">
        {run === null ? (
          state?.state !== 'running' && (
            <section className="card">
              <h2>Not run yet</h2>
              <p className="muted">
                A run shows who is where and who waits, what one more unit of each resource would do, and
                every figure with its interval.
              </p>
            </section>
          )
        ) : (
          <>
            <ReplayCard key={state?.id} run={run} />
            <CalibrationCard run={run} file={hospital.id} />
            <div className={styles.pair}>
              <OneMoreCard run={run} />
              <FiguresCard run={run} />
            </div>
          </>
        )}
      </div>
      <ValuesCard hospital={hospital} />
      <ReportCard hospital={hospital} run={run} />
    </>
  );
}
