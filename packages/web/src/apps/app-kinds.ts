import type { ConnectedApp } from '../generated/types.ts';

/** What each kind of system does, in words. */
export const APP_KINDS: Readonly<Record<ConnectedApp['kind'], string>> = {
  'cds-client': 'Shows cards to its users (CDS Hooks)',
  backend: 'Acts on its own behalf (SMART Backend Services)',
  'smart-app': 'Is opened by our users (SMART App Launch)',
};
