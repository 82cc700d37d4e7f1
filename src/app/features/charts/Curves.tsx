/**
 * The panel of curves. The charts in it are loaded after the page stands: with recharts and d3 they are a third of the page's
 * scripts. Read on in `Charts.tsx`, and for what a chart shows in `kinds/`.
 */

import { lazy, Suspense } from 'react';
import { useWords } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import { Panel } from '../../ui/Panel.tsx';

const Charts = lazy(() => import('./Charts.tsx'));

export function Curves() {
  const { curves } = useWords();
  const empty = usePage((state) => !state.run || state.run.series.points.length === 0);
  return (
    <Panel title={curves.title} aside={empty ? curves.none : curves.zoomHint}>
      {/* About as tall as the charts will be, so that what stands below does not jump. */}
      <Suspense fallback={<div style={{ minHeight: '100vh' }} />}>
        <Charts />
      </Suspense>
    </Panel>
  );
}
