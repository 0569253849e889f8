import { TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { readSpan, type SpanUnit, spanUnitOf, writeSpan } from './span.ts';

interface SpanFieldProps {
  readonly label: string;
  /** Whether the label is seen, or only read out. */
  readonly labelled?: boolean;
  readonly size?: 'xs' | 'sm';
  readonly className?: string;
  readonly placeholder?: string;
  /** Minutes; null where nothing was given yet. */
  readonly value: number | null;
  /** Minutes. */
  readonly minimum: number;
  readonly maximum: number;
  /** Minutes by which the arrow keys change it. */
  readonly step?: number;
  /** The unit of a number without one; that which is shown unless said. */
  readonly alone?: SpanUnit;
  /** Null where a field may be empty and is, or holds what is not understood. */
  readonly onChange: (minutes: number | null) => void;
}

/** An amount of time, typed in minutes, hours or days and shown in the unit that fits; what is not understood is kept and told why. */
export function SpanField({
  label,
  labelled = true,
  size = 'sm',
  className,
  placeholder,
  value,
  minimum,
  maximum,
  step,
  alone,
  onChange,
}: SpanFieldProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const shown = value === null ? '' : writeSpan(value);
  const told = useRef(value);
  // a slider, or the address, may have changed it since
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(null);
    setWrong(null);
  }, [value]);
  useEffect(() => input.current?.setCustomValidity(wrong ?? ''), [wrong]);
  const tell = (minutes: number | null): void => {
    told.current = minutes;
    onChange(minutes);
  };
  const read = (text: string, unit?: SpanUnit): number | string => {
    const span = readSpan(text, unit);
    if ('wrong' in span) return span.wrong;
    if (span.minutes >= minimum && span.minutes <= maximum) return span.minutes;
    return `give ${writeSpan(minimum)} to ${writeSpan(maximum)}`;
  };
  const type = (text: string): void => {
    setTyped(text);
    // what is half typed is not told off
    const found = read(text);
    if (typeof found === 'number') {
      setWrong(null);
      tell(found);
    }
  };
  const finish = (): void => {
    if (typed === null) return;
    const found = read(typed, alone ?? spanUnitOf(value ?? 0));
    if (typeof found === 'string') {
      setWrong(found);
      tell(null);
      return;
    }
    setTyped(null);
    setWrong(null);
    tell(found);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') finish();
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (way === 0 || step === undefined || value === null || wrong !== null) return;
    event.preventDefault();
    setTyped(null);
    tell(Math.max(minimum, Math.min(maximum, value + way * step)));
  };
  return (
    <TextInput
      ref={input}
      size={size}
      {...(className === undefined ? {} : { className })}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(labelled ? { label } : { 'aria-label': label })}
      value={typed ?? shown}
      error={wrong}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={press}
    />
  );
}
