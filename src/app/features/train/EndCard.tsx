/**
 * The place of the card at the end of a run. On a large screen that is below the controls, where it covers nothing, on a phone over the
 * lower edge of the curves. A new run takes the card away. Its script is loaded when the first run is over.
 */

import { type ReactNode, useState } from 'react';
import { usePage } from '../../state/react.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import type { ResultCardProps } from './ResultCard.tsx';

const ResultCard = lazyPart<ResultCardProps>(
  async () => (await import('./ResultCard.tsx')).ResultCard,
  ({ children }) => children,
);

/** @param children What stands in its place before there is a result, and once the card was closed. */
export function EndCard({ children }: { readonly children?: ReactNode }) {
  const run = usePage((state) => state.run);
  const [closed, setClosed] = useState<string>();
  if (!run?.end || run.end.outcome === 'failed' || closed === run.id) return children;
  return (
    <ResultCard run={run} onClose={() => setClosed(run.id)}>
      {children}
    </ResultCard>
  );
}
