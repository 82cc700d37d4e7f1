/** Hears the end of experiments, also where this tab was loaded anew since they began. Shows nothing. */
import { useEffect } from 'react';
import { useStores } from '../../../state/react.ts';
import { useQueue } from '../../../state/reactQueue.ts';
import { followExperiments } from './followExperiments.ts';

export function FollowingExperiments() {
  const { overlay } = useStores();
  const queue = useQueue();
  useEffect(() => {
    if (queue) followExperiments(queue, overlay);
  }, [queue, overlay]);
  return null;
}
