import type { ReactNode } from 'react';
/** Page. */
export function ModelsPage(): ReactNode { return <h1>ModelsPage</h1>; }
