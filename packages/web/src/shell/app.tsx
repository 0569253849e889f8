import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from '../api/create-query-client.ts';
import { THEME_KEY } from '../theme/colour-theme.ts';
import { THEME } from '../theme/theme.ts';
import { PreferencesProvider } from '../units/preferences.tsx';
import { FaultBoundary } from './fault-boundary.tsx';
import { Gate } from './gate.tsx';

/** The whole application. */
export function App(): ReactNode {
  const [client] = useState(createQueryClient);
  const [colours] = useState(() => localStorageColorSchemeManager({ key: THEME_KEY }));
  return (
    <MantineProvider
      theme={THEME}
      colorSchemeManager={colours}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={client}>
        <PreferencesProvider>
          <BrowserRouter>
            <FaultBoundary>
              <Gate />
            </FaultBoundary>
          </BrowserRouter>
        </PreferencesProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
