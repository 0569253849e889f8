import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** What is wide, in a region of its own that scrolls sideways and can be reached by keyboard. */
export function ScrollX({
  label,
  middle,
  children,
}: {
  readonly label: string;
  /** Which share of the width, 0 to 1, stands in the middle at first; it begins at the start unless given. */
  readonly middle?: number;
  readonly children: ReactNode;
}): ReactNode {
  const region = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = region.current;
    if (element === null || middle === undefined) return;
    element.scrollLeft = middle * element.scrollWidth - element.clientWidth / 2;
  }, [middle]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={region} className="scroll-x" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
