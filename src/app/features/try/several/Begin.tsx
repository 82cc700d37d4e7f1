/** How large an experiment is to be, by the time that it may take on this device, and the button that trains it. */
import { Button, SegmentedControl } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Experiment } from '../../../../training/experiments.ts';
import type { RunConfig } from '../../../../training/settings.ts';
import { useSeveralWords } from '../../../i18n/several.ts';
import { useWords } from '../../../i18n/words.ts';
import {
  type ExperimentTime,
  experimentPlan,
  experimentTimes,
  secondsOf,
} from '../../../state/experimentPlan.ts';
import { notTrained } from '../../../state/experimentRuns.ts';
import { usePage, useRunActive, useRunsState, useStores } from '../../../state/react.ts';
import classes from './ExperimentDialog.module.css';

interface BeginProps {
  readonly experiment: Experiment;
  readonly onTrain: (configs: readonly RunConfig[]) => void;
  /** Whether there is something to see of it already. */
  readonly again: boolean;
}

export function Begin({ experiment, onTrain, again }: BeginProps) {
  const words = useSeveralWords();
  const { estimate } = useWords();
  const device = usePage((state) => state.device);
  const settings = usePage((state) => state.config);
  const speeds = useStore(useStores().speeds, (state) => state.speeds);
  const runs = useRunsState((state) => state.runs);
  const active = useRunActive();
  const id = useId();
  const [time, setTime] = useState<ExperimentTime>('tenMinutes');
  const plan = useMemo(
    () => device && experimentPlan(experiment, time, { device, speeds, settings }),
    [experiment, time, device, speeds, settings],
  );
  const left = useMemo(() => (plan ? notTrained(plan.configs, runs) : []), [plan, runs]);
  if (!plan) return <p className={classes.aside}>{words.unknownDevice}</p>;
  const { size, seeds, configs, fits, assumed } = plan;
  const there = configs.length - left.length;
  const duration = estimate.duration(
    device && there > 0 ? secondsOf(left, { device, speeds }) : plan.seconds,
  );
  return (
    <section aria-label={words.runIt}>
      {again && <h3 className={classes.heading}>{words.runIt}</h3>}
      <p className={classes.label} id={id}>
        {words.time}
      </p>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={time}
        onChange={(value) => setTime(value as ExperimentTime)}
        data={experimentTimes.map((value) => ({ value, label: words.times[value] }))}
      />
      <p className={classes.text} data-testid="experiment-plan">
        {words.join([
          words.plan(experiment.arms.length, seeds.length, size.epochs, size.trainImages, size.width),
          there > 0 && words.there(there, configs.length),
          left.length > 0 && (fits ? words.takes(duration, assumed) : words.tooLong(duration, time)),
          seeds.length === 1 && words.oneSeed,
        ])}
      </p>
      {left.length > 0 && (
        <div className={classes.buttons}>
          <Button
            data-autofocus={!again || undefined}
            variant={again ? 'default' : 'filled'}
            onClick={() => onTrain(left)}
          >
            {words.train(left.length)}
          </Button>
          {active && <span className={classes.aside}>{words.after}</span>}
        </div>
      )}
    </section>
  );
}
