import type { ReactNode } from 'react';
/** Page. */
export function AuditPage(): ReactNode { return <h1>AuditPage</h1>; }
