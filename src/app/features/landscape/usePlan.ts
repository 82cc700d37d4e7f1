/** What is measured: what a person chose, and what is usual on the device for the rest. */
import { useMemo } from 'react';
import { datasetOf } from '../../../training/config.ts';
import { type LandscapePlan, usualPlan } from '../../../training/landscape.ts';
import { usePage } from '../../state/react.ts';
import { useShownRun } from '../../state/reactShownRun.ts';
import { useLooking } from './view.ts';

/** Pictures on a software adapter: with more the first surface would take minutes. */
const fewPictures = 64;

export function usePlan(): LandscapePlan {
  const chosen = useLooking((state) => state.plan);
  const { config } = useShownRun();
  const { images } = datasetOf(config);
  const software = usePage(({ device }) => device?.software === true);
  return useMemo(() => {
    const plan = { ...usualPlan, ...(software && { pictures: fewPictures }), ...chosen };
    return { ...plan, pictures: Math.min(plan.pictures, images[plan.split]) };
  }, [chosen, software, images]);
}
