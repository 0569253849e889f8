import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';

/** A value while it is being changed: what is shown follows at once, `onChange` hears of it when it has rested for so many milliseconds. */
export function useDraft<T>(
  value: T,
  rest: number,
  onChange: (value: T) => void,
): readonly [T, Dispatch<SetStateAction<T>>] {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  useEffect(() => {
    if (draft === value) return;
    const timer = setTimeout(() => onChange(draft), rest);
    return () => clearTimeout(timer);
  }, [draft, value, rest, onChange]);
  return [draft, setDraft];
}
