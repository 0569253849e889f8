import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

interface PagerProps {
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

/** The way through more than fits on one page. */
export function Pager({ page, pages, onPage }: PagerProps): ReactNode {
  if (pages === 1) return null;
  return (
    <nav aria-label="Pages" className="row">
      <Button variant="default" size="xs" disabled={page === 1} onClick={() => onPage(page - 1)}>
        Previous
      </Button>
      <span className="small">
        Page {page} of {pages}
      </span>
      <Button variant="default" size="xs" disabled={page === pages} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </nav>
  );
}
