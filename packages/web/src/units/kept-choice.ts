// Choices kept in this browser. Inside another system's frame browsers may keep nothing: the choice then lasts as long as the page.

/** A choice that was kept; null where none was, or nothing may be kept. */
export function keptChoice(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a choice where that is allowed. */
export function keepChoice(name: string, choice: string): void {
  try {
    localStorage.setItem(name, choice);
  } catch {
    // Nothing may be kept here.
  }
}
