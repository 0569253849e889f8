import { NumberInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatNumber } from '../units/format.ts';
import styles from './lab.module.css';
import type { LabParameter } from './lab-messages.ts';

interface ParameterSlidersProps {
  readonly parameters: readonly LabParameter[];
  readonly moved: Readonly<Record<string, number>>;
  readonly onMove: (name: string, value: number | null) => void;
  readonly differing: ReadonlySet<string>;
  readonly onDiffer: (name: string) => void;
}

/** A slider reaches a tenth to ten times of what the model says, in steps of equal factor; 0 in the middle of numbers that are 0. */
const REACH = 10;
const STEPS = 200;
const FIRST = 14;

/** Every number of the model that can be moved: by a slider, exactly in a field, and back. */
export function ParameterSliders({
  parameters,
  moved,
  onMove,
  differing,
  onDiffer,
}: ParameterSlidersProps): ReactNode {
  const [all, setAll] = useState(false);
  const shown = all ? parameters : parameters.slice(0, FIRST);
  return (
    <div className={styles.sliders}>
      {shown.map((parameter) => (
        <ParameterSlider
          key={parameter.name}
          parameter={parameter}
          value={moved[parameter.name] ?? parameter.value}
          onMove={(value) => onMove(parameter.name, value)}
          differs={differing.has(parameter.name)}
          onDiffer={() => onDiffer(parameter.name)}
        />
      ))}
      {parameters.length > FIRST && (
        <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `The first ${FIRST}` : `All ${parameters.length}`}
        </button>
      )}
    </div>
  );
}

interface ParameterSliderProps {
  readonly parameter: LabParameter;
  readonly value: number;
  readonly onMove: (value: number | null) => void;
  readonly differs: boolean;
  readonly onDiffer: () => void;
}

function ParameterSlider({ parameter, value, onMove, differs, onDiffer }: ParameterSliderProps): ReactNode {
  const { name, value: given } = parameter;
  const position =
    given === 0
      ? Math.round(STEPS * Math.min(1, Math.max(0, value / REACH)))
      : Math.round((STEPS / 2) * (1 + Math.log(Math.max(1e-12, value / given)) / Math.log(REACH)));
  const valueAt = (step: number): number =>
    given === 0 ? (REACH * step) / STEPS : given * REACH ** (step / (STEPS / 2) - 1);
  const label = parameter.kind === 'start' ? `${name} at the start` : name;
  return (
    <div className={styles.slider}>
      <input
        type="checkbox"
        checked={differs}
        aria-label={`${label} differs between members`}
        title="Differs between members"
        onChange={onDiffer}
      />
      <label htmlFor={`lab-${name}`} title={label}>
        {name}
      </label>
      <input
        id={`lab-${name}`}
        type="range"
        min={0}
        max={STEPS}
        step={1}
        value={Math.min(STEPS, Math.max(0, position))}
        aria-valuetext={formatNumber(value)}
        onChange={(event) => onMove(Number(valueAt(Number(event.currentTarget.value)).toPrecision(4)))}
      />
      <NumberInput
        size="xs"
        hideControls
        aria-label={`${label}, exactly`}
        value={value}
        onChange={(next) => {
          if (typeof next === 'number' && Number.isFinite(next)) onMove(next);
        }}
      />
      <button
        type="button"
        className="link-button"
        disabled={value === given}
        aria-label={`${label} back to ${formatNumber(given)}`}
        onClick={() => onMove(null)}
      >
        Back
      </button>
    </div>
  );
}
