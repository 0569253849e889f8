import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem, isSignedOut } from '../api/problem.ts';
import { readSession } from '../generated/api.ts';
import { LiveProvider } from '../live/live-provider.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { ProblemPanel } from './problem-panel.tsx';
import { SessionContext } from './session.ts';
import { Shell } from './shell.tsx';

/** Lets in who is signed in; everyone else sees the sign-in page, and the address they wanted stays. */
export function Gate(): ReactNode {
  const session = useQuery({
    queryKey: KEYS.session,
    queryFn: ({ signal }) => readSession(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const out = session.isError && isSignedOut(session.error);
  useEffect(() => {
    if (out) document.title = 'Sign in · Twinward';
  }, [out]);
  if (session.isPending) return <div aria-busy="true" />;
  if (out) return <SignInPage />;
  if (session.isError) {
    return (
      <main style={{ padding: 24 }}>
        <ProblemPanel problem={asProblem(session.error)} onRetry={() => void session.refetch()} />
      </main>
    );
  }
  return (
    <SessionContext value={session.data}>
      <LiveProvider>
        <Shell />
      </LiveProvider>
    </SessionContext>
  );
}
