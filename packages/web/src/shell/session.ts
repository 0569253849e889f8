import { createContext, useContext } from 'react';
import type { SessionView } from '../generated/types.ts';

/** Who is signed in. */
export const SessionContext: React.Context<SessionView | null> = createContext<SessionView | null>(null);

/** Who is signed in; only within the shell. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('nobody is signed in here');
  return session;
}

/** Whether the person signed in may do something. The server decides again; this only spares useless buttons. */
export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission);
}
