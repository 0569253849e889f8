import { QueryCache, QueryClient } from '@tanstack/react-query';
import { KEYS } from './keys.ts';
import { isPassing, isSignedOut } from './problem.ts';

/** The browser's memory of replies. Live events keep it fresh, so nothing is fetched again on a timer. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error, query) {
        if (isSignedOut(error) && query.queryKey[0] !== KEYS.session[0])
          void client.resetQueries({ queryKey: KEYS.session });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => isPassing(error) && count < 3,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}
