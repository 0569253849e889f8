import type { ReactNode } from 'react';
/** Page. */
export function ImportPage(): ReactNode { return <h1>ImportPage</h1>; }
