import type { ReactNode } from 'react';
/** Page. */
export function TwinPage(): ReactNode { return <h1>TwinPage</h1>; }
