// What a reader chose for good: the unit of glucose. Kept in this browser.
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { keepChoice, keptChoice } from './kept-choice.ts';
import type { GlucoseChoice } from './measure.ts';

/** The reader's choices and how to change them. */
export interface Preferences {
  readonly glucose: GlucoseChoice;
  setGlucose(choice: GlucoseChoice): void;
}

const PreferencesContext = createContext<Preferences>({ glucose: 'mg/dL', setGlucose: () => undefined });
const STORED = 'twinward-glucose-unit';

/** Provides the reader's choices. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [glucose, setChoice] = useState<GlucoseChoice>(() =>
    keptChoice(STORED) === 'mmol/L' ? 'mmol/L' : 'mg/dL',
  );
  const value = useMemo<Preferences>(
    () => ({
      glucose,
      setGlucose(choice) {
        keepChoice(STORED, choice);
        setChoice(choice);
      },
    }),
    [glucose],
  );
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

/** The reader's choices. */
export function usePreferences(): Preferences {
  return useContext(PreferencesContext);
}
