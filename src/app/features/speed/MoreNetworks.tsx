/** Other networks to measure than those of the one button, and stock TensorFlow.js beside our engine. */

import { Button, Checkbox, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { type BenchPlan, suggestionFor } from '../../../training/benchPlan.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useSpeedWords } from '../../i18n/speed.ts';
import { useWords } from '../../i18n/words.ts';
import { type BenchChoice, benchChoices, modelOf } from '../../state/bench.ts';
import { usePage } from '../../state/react.ts';
import quiet from '../../ui/quiet.module.css';
import classes from './MoreNetworks.module.css';

interface MoreNetworksProps {
  /** Nothing else is under way, and there is a GPU. */
  readonly ready: boolean;
  readonly onMeasure: (plan: BenchPlan) => void;
}

export function MoreNetworks({ ready, onMeasure }: MoreNetworksProps) {
  const words = useWords();
  const speed = useSpeedWords();
  const config = usePage((state) => state.config);
  const software = usePage((state) => state.device?.software === true);
  const [chosen, setChosen] = useState<ReadonlySet<BenchChoice>>(new Set());
  const [compare, setCompare] = useState(false);
  const suggested = suggestionFor({ software });
  const toggle = (choice: BenchChoice, on: boolean) =>
    setChosen(new Set(benchChoices.filter((c) => (c === choice ? on : chosen.has(c)))));
  const measure = () =>
    onMeasure({
      models: [...chosen].map((choice) => modelOf(choice, suggested, config)),
      steps: suggested.steps,
      engines: compare ? ['fused', 'stock'] : ['fused'],
      check: true,
    });
  return (
    <details className={classes.more}>
      <summary>{speed.more}</summary>
      <fieldset className={classes.choices}>
        <VisuallyHidden component="legend">{speed.networks}</VisuallyHidden>
        {benchChoices.map((choice) => {
          const { spec, batchSize } = modelOf(choice, suggested, config);
          const name = networkText(words, spec);
          return (
            <Checkbox
              key={choice}
              label={speed.choice(choice === 'current' ? speed.current(name) : name, batchSize)}
              checked={chosen.has(choice)}
              onChange={(event) => toggle(choice, event.currentTarget.checked)}
            />
          );
        })}
        <Checkbox
          label={speed.compareStock}
          checked={compare}
          onChange={(event) => setCompare(event.currentTarget.checked)}
        />
      </fieldset>
      <Button variant="default" size="xs" disabled={!ready || chosen.size === 0} onClick={measure}>
        {speed.measure}
      </Button>
      {chosen.size === 0 && <span className={quiet.aside}>{speed.empty}</span>}
    </details>
  );
}
