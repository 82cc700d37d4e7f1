/** Marks and facts of probes load with the first frame, or with the dock, whose views may show those of earlier runs. */
import { useState } from 'react';
import { usePage, useStageState } from '../../../state/react.ts';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import type { ProbeFactsProps } from './ProbeFacts.tsx';
import type { ProbeMarksProps } from './ProbeMarks.tsx';

const LazyMarks = lazyPart<ProbeMarksProps>(async () => (await import('./ProbeMarks.tsx')).ProbeMarks);
const LazyFacts = lazyPart<ProbeFactsProps>(async () => (await import('./ProbeFacts.tsx')).ProbeFacts);

function useMayBeThere(): boolean {
  const left = usePage(({ run }) => run?.frame !== undefined);
  const looked = useStageState(({ dock }) => dock !== undefined);
  const now = left || looked;
  const [ever, setEver] = useState(now);
  if (now && !ever) setEver(true);
  return ever;
}

export const ProbeMarks = (props: ProbeMarksProps) => useMayBeThere() && <LazyMarks {...props} />;
export const ProbeFacts = (props: ProbeFactsProps) => useMayBeThere() && <LazyFacts {...props} />;
