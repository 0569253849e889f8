import { Component, type ReactNode } from 'react';
import { asProblem } from '../api/problem.ts';
import { ProblemPanel } from './problem-panel.tsx';

/** Shows a fault of the page kindly instead of an empty screen. */
export class FaultBoundary extends Component<{ readonly children: ReactNode }, { readonly thrown: unknown }> {
  override state: { readonly thrown: unknown } = { thrown: null };

  static getDerivedStateFromError(thrown: unknown): { readonly thrown: unknown } {
    return { thrown };
  }

  override render(): ReactNode {
    if (this.state.thrown === null) return this.props.children;
    return (
      <ProblemPanel
        problem={asProblem(this.state.thrown)}
        onRetry={() => location.reload()}
        retryLabel="Reload the page"
      />
    );
  }
}
