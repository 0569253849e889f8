import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import '../theme/controls.css';
import { formatNumber } from '../units/format.ts';
import styles from './lab.module.css';
import { LabChart } from './lab-chart.tsx';
import type { LabModel } from './lab-messages.ts';
import { ModelSource } from './model-source.tsx';
import { ParameterSliders } from './parameter-sliders.tsx';
import { FIRST_SETTINGS, RunSettings, type Settings } from './run-settings.tsx';
import { type Lab, useLab } from './use-lab.ts';

/** Charts shown of a model that was just opened. */
const SHOWN_FIRST = 4;
/** Milliseconds a slider rests before its simulation begins. */
const REST = 60;

/** A bench for models: open an SBML file, move its numbers, see an ensemble at once. Everything is computed in this browser. */
export function LabPage(): ReactNode {
  usePageTitle('Lab');
  const lab = useLab();
  const [name, setName] = useState<string | null>(null);
  const [settings, setSettings] = useState<Settings>(FIRST_SETTINGS);
  const [moved, setMoved] = useState<Readonly<Record<string, number>>>({});
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const [hidden, setHidden] = useState<ReadonlySet<string> | null>(null);
  const { model, result, fault, run } = lab;
  const differing = useMemo(
    () =>
      (model?.parameters ?? [])
        .filter(({ name: one, differs }) => differs !== changed.has(one))
        .map(({ name: one }) => one),
    [model, changed],
  );
  useEffect(() => {
    if (model === null) return;
    const timer = setTimeout(
      () =>
        run({
          moved,
          differing,
          end: settings.end,
          members: settings.members,
          spread: settings.spreadPercent / 100,
        }),
      REST,
    );
    return () => clearTimeout(timer);
  }, [model, moved, differing, settings, run]);
  const open = (opened: string, text: string, end: number): void => {
    setName(opened);
    setMoved({});
    setChanged(new Set());
    setHidden(null);
    setSettings((now) => ({ ...now, end }));
    lab.open(text);
  };
  const isShown = (quantity: string, index: number): boolean =>
    hidden === null ? index < SHOWN_FIRST : !hidden.has(quantity);
  const toggle = (quantity: string): void => {
    const quantities = model?.quantities ?? [];
    const now = new Set(quantities.filter((one, index) => !isShown(one, index)));
    if (!now.delete(quantity)) now.add(quantity);
    setHidden(now);
  };
  const move = (parameter: string, value: number | null): void =>
    setMoved((now) => {
      const { [parameter]: _, ...rest } = now;
      return value === null ? rest : { ...rest, [parameter]: value };
    });
  const differ = (parameter: string): void =>
    setChanged((now) => {
      const next = new Set(now);
      if (!next.delete(parameter)) next.add(parameter);
      return next;
    });
  const fans = result?.fans.filter(({ quantity }, index) => isShown(quantity, index)) ?? [];
  return (
    <div className="stack">
      <div>
        <h1>Lab</h1>
        <p className="muted">
          Open an SBML model, move its numbers, and see where an ensemble goes. It is computed in this
          browser; the file does not leave it.
        </p>
      </div>
      <div className={styles.page}>
        <div className="stack">
          <ModelSource name={name} onOpen={open} />
          {model !== null && (
            <section className="card" aria-labelledby="lab-numbers">
              <div className="row between">
                <h2 id="lab-numbers">{model.title}</h2>
                {Object.keys(moved).length > 0 && (
                  <button type="button" className="link-button" onClick={() => setMoved({})}>
                    All back
                  </button>
                )}
              </div>
              <p className="muted small">
                {model.format} · {counted(model.equations, 'equation')}
                {model.events > 0 && ` · ${counted(model.events, 'event')}`}
              </p>
              <RunSettings settings={settings} onChange={setSettings} />
              <ParameterSliders
                parameters={model.parameters}
                moved={moved}
                onMove={move}
                differing={new Set(differing)}
                onDiffer={differ}
              />
              <p className="muted small">Ticked numbers differ between members.</p>
            </section>
          )}
        </div>
        <div className="stack">
          {fault !== null && (
            <ProblemPanel
              problem={{
                type: 'about:blank',
                title: model === null ? 'This model cannot be opened' : 'This cannot be simulated',
                status: -1,
                ...fault,
              }}
            />
          )}
          {name === null && (
            <section className="card">
              <h2>Nothing is open yet</h2>
              <p className="muted">Choose one of the examples, or drop a file of your own.</p>
            </section>
          )}
          {name !== null && model === null && fault === null && (
            <Waiting height={300} label="Reading the model" />
          )}
          {model !== null && (
            <>
              <Status lab={lab} model={model} />
              <fieldset className={styles.shown}>
                <legend className="visually-hidden">What is drawn</legend>
                {model.quantities.map((quantity, index) => (
                  <button
                    key={quantity}
                    type="button"
                    className={styles.chip}
                    aria-pressed={isShown(quantity, index)}
                    onClick={() => toggle(quantity)}
                  >
                    {quantity}
                  </button>
                ))}
              </fieldset>
              <div className={styles.charts}>
                {result !== null &&
                  fans.map((fan) => (
                    <LabChart key={fan.quantity} fan={fan} result={result} file={model.title} />
                  ))}
              </div>
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function Status({ lab, model }: { readonly lab: Lab; readonly model: LabModel }): ReactNode {
  const { progress, result } = lab;
  if (progress !== null) {
    return (
      <div className={styles.status} role="status">
        <progress value={progress.done} max={progress.of} aria-label="Members simulated" />
        <span>
          {progress.done} of {progress.of} members
        </span>
        <Button variant="default" size="xs" onClick={lab.cancel}>
          Cancel
        </Button>
      </div>
    );
  }
  if (result === null) return <div className={styles.status} />;
  return (
    <div className={styles.status} role="status">
      <span>
        {result.members - result.failed} members in {formatNumber(result.milliseconds, 0)} ms,{' '}
        {model.oneByOne === null ? 'two at a time' : `one by one because ${model.oneByOne}`}
        {result.threads > 1 && `, on ${result.threads} threads`}
        {result.failed > 0 && `; ${result.failed} could not be simulated: ${result.why ?? ''}`}
        {result.events.length > 0 && `; ${counted(result.events.length, 'event')} as set`}
      </span>
      <span className={styles.legend}>
        <span>line: as set</span>
        <span>bands: half and nine tenths of members</span>
      </span>
    </div>
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
