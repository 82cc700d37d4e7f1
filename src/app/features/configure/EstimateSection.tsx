/** All that is known of what the next run asks of the device, with the button that measures. The column has it in a line. */

import { Button } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import { useWords } from '../../i18n/words.ts';
import { isMeasuring } from '../../state/bench.ts';
import { quickPlan } from '../../state/estimate.ts';
import { useActions, useEstimate, usePage, useRunActive } from '../../state/react.ts';
import quiet from '../../ui/quiet.module.css';
import { Stats } from '../../ui/Stats.tsx';
import classes from './EstimateSection.module.css';
import { memoryParts, memoryText, sourceText, timeText } from './estimateTexts.ts';

/** Measures the network that is set, for a few steps. */
function QuickMeasure() {
  const words = useWords();
  const { measure } = useActions();
  const active = useRunActive();
  const config = usePage((state) => state.config);
  const device = usePage((state) => state.device);
  const measuring = usePage((state) => isMeasuring(state.bench));
  return (
    <Button
      variant="default"
      leftSection={<IconGauge size={16} aria-hidden />}
      disabled={active || measuring || !device}
      onClick={() => device && measure(quickPlan(config, device))}
    >
      {measuring ? words.estimate.measuring : words.estimate.measure}
    </Button>
  );
}

export function EstimateSection() {
  const words = useWords();
  const estimate = useEstimate();
  const measurable = usePage((state) => state.device?.backend === 'webgpu');
  const { estimate: said, figures } = words;
  const stats = [
    [said.memory, estimate && memoryText(words, estimate), 'memory'],
    [said.epochTime, estimate && timeText(words, estimate.time.epochSeconds), 'epoch'],
    [said.runTime, estimate && timeText(words, estimate.time.runSeconds), 'run'],
  ] as const;
  return (
    <>
      <Stats
        stats={stats.map(([label, value, id]) => ({
          label,
          value: value ?? figures.unknown,
          id: `estimate-${id}`,
        }))}
      />
      <p className={quiet.note}>{estimate && memoryParts(words, estimate)}</p>
      <p className={quiet.note} data-testid="estimate-source">
        {estimate && sourceText(words, estimate)}
      </p>
      {measurable && estimate?.time.source !== 'measured' && estimate?.time.source !== 'frozen' && (
        <div className={classes.measure}>
          <QuickMeasure />
        </div>
      )}
    </>
  );
}
