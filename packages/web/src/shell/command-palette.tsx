import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { listModels, listTwins } from '../generated/api.ts';
import { groupPeople } from '../people/group-people.ts';
import { ORGAN_WORDS, organOf } from '../person/organ.ts';
import { useColourTheme } from '../theme/colour-theme.ts';
import { usePreferences } from '../units/preferences.tsx';
import styles from './command-palette.module.css';
import { Dialog } from './dialog.tsx';
import { matchCommands } from './match-commands.ts';
import { placesOf } from './navigation.tsx';
import { useSession } from './session.ts';

interface CommandPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** One line of the palette. */
interface Command {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly also: string;
  run(): void;
}

/** Everything by its name: twins, models, pages, theme, unit. Ctrl K opens it anywhere. */
export function CommandPalette({ open, onClose }: CommandPaletteProps): ReactNode {
  return (
    <Dialog title="Go to" titleHidden open={open} onClose={onClose}>
      <Palette onClose={onClose} />
    </Dialog>
  );
}

function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const commands = useCommands();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const found = useMemo(() => matchCommands(commands, text, 12), [commands, text]);
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      if (found.length > 0) setChosen((now) => (now + move + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[chosen]);
    }
  };
  return (
    <>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found.length === 0 ? undefined : `${listId}-${chosen}`}
        aria-label="Go to person, twin, model, page or setting"
        placeholder="Go to person, twin, model, page or setting"
        value={text}
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <div id={listId} role="listbox" aria-label="Found" className={styles.list}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works from the text field
          <div
            key={command.key}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={styles.option}
            onMouseMove={() => setChosen(index)}
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            <span className="muted small">{command.group}</span>
          </div>
        ))}
      </div>
      <div className="row between">
        <p role="status" className="muted small">
          {found.length === 0 ? 'Nothing has that name.' : '↑ ↓ to choose, Enter to go, Esc to close.'}
        </p>
        <button type="button" className="link-button" onClick={onClose}>
          Close
        </button>
      </div>
    </>
  );
}

function useCommands(): readonly Command[] {
  const go = useNavigate();
  const session = useSession();
  const { setTheme } = useColourTheme();
  const { setGlucose } = usePreferences();
  const may = (permission: string): boolean => session.permissions.includes(permission);
  const twins = useQuery({
    queryKey: KEYS.twins,
    queryFn: ({ signal }) => listTwins(signal),
    enabled: may('twin:read'),
  });
  const models = useQuery({
    queryKey: KEYS.models,
    queryFn: ({ signal }) => listModels(signal),
    enabled: may('model:read'),
  });
  return [
    ...placesOf(session).map((place) => ({
      key: `page ${place.to}`,
      group: 'Page',
      label: place.label,
      also: '',
      run: () => void go(place.to),
    })),
    ...groupPeople(twins.data?.twins ?? []).map((person) => ({
      key: `person ${person.key}`,
      group: 'Person',
      label: person.label,
      also: `${person.subject} whole person`,
      run: () => void go(`/people/${encodeURIComponent(person.key)}`),
    })),
    ...(twins.data?.twins ?? []).map((twin) => ({
      key: `twin ${twin.id}`,
      group: 'Twin',
      label: `${twin.label}, ${ORGAN_WORDS[organOf(twin.model)].toLowerCase()}`,
      also: `${twin.id} ${twin.subject} ${twin.modelTitle}`,
      run: () => void go(`/twins/${encodeURIComponent(twin.id)}`),
    })),
    ...(models.data?.models ?? []).map((model) => ({
      key: `model ${model.name}`,
      group: 'Model card',
      label: model.title,
      also: model.name,
      run: () => void go(`/models/${encodeURIComponent(model.name)}`),
    })),
    ...(['auto', 'light', 'dark'] as const).map((theme) => ({
      key: `theme ${theme}`,
      group: 'Theme',
      label: theme === 'auto' ? 'Theme as the system' : `${theme === 'light' ? 'Light' : 'Dark'} theme`,
      also: 'colour appearance',
      run: () => setTheme(theme),
    })),
    ...(['mg/dL', 'mmol/L'] as const).map((unit) => ({
      key: `unit ${unit}`,
      group: 'Unit',
      label: `Glucose in ${unit}`,
      also: '',
      run: () => setGlucose(unit),
    })),
  ];
}
