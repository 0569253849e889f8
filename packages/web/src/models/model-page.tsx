import type { ReactNode } from 'react';
/** Page. */
export function ModelPage(): ReactNode { return <h1>ModelPage</h1>; }
