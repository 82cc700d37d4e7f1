/**
 * The estimate of the next run, before it starts: how much memory and time it needs on this device, and a warning
 * where it does not fit. The arithmetic is in `state/estimate.ts`.
 */

import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconGauge } from '@tabler/icons-react';
import { useWords, type Words } from '../../i18n/words.ts';
import { isMeasuring } from '../../state/bench.ts';
import { type Estimate, type Misfit, quickPlan } from '../../state/estimate.ts';
import { useActions, useEstimate, usePage, useRunActive } from '../../state/react.ts';
import { Panel } from '../../ui/Panel.tsx';
import quiet from '../../ui/quiet.module.css';
import stats from '../../ui/Stats.module.css';
import classes from './EstimatePanel.module.css';

function misfitSentence(misfit: Misfit, words: Words): string {
  const { memory: size } = words.figures;
  const { kind, limit, most } = misfit;
  return kind === 'tensor'
    ? words.estimate.tensorTooLarge(size(misfit.bytes), size(limit), most)
    : words.estimate.memoryTooLarge(size(limit), most);
}

/** Label, value and test id of every number. */
function statsOf(estimate: Estimate | undefined, words: Words) {
  const { estimate: said, figures } = words;
  const bytes = estimate && [figures.memory(estimate.bytes.low), figures.memory(estimate.bytes.high)];
  const [low, high] = bytes ?? [];
  const memory = low && high && said.about(low === high ? low : said.fromTo(low, high));
  const duration = (seconds: number | undefined) =>
    seconds === undefined ? figures.unknown : said.about(said.duration(seconds));
  return [
    [said.memory, memory || figures.unknown, 'memory'],
    [said.epochTime, duration(estimate?.time.epochSeconds), 'epoch'],
    [said.runTime, duration(estimate?.time.runSeconds), 'run'],
  ] as const;
}

function memoryParts({ engine, memory }: Estimate, words: Words): string {
  if (engine === 'stock') return words.estimate.stockMemory;
  const { memory: size } = words.figures;
  const { weights, gradients, optimizer, activations, evaluation } = memory;
  return words.estimate.memoryParts(
    size(weights),
    size(gradients),
    size(optimizer),
    size(activations),
    evaluation > 0 ? size(evaluation) : undefined,
  );
}

const timeSource = ({ time }: Estimate, words: Words): string =>
  words.estimate.source[time.source](words.figures.measured(time.gflops));

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

export function EstimatePanel() {
  const words = useWords();
  const estimate = useEstimate();
  const measurable = usePage((state) => state.device?.backend === 'webgpu');
  return (
    <Panel title={words.estimate.title}>
      <dl className={`${stats.stats} ${classes.stats}`} data-testid="stats">
        {statsOf(estimate, words).map(([label, value, id]) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd data-testid={`estimate-${id}`}>{value}</dd>
          </div>
        ))}
      </dl>
      {estimate && (
        <>
          <p className={quiet.note}>{memoryParts(estimate, words)}</p>
          <p className={quiet.note} data-testid="estimate-source">
            {timeSource(estimate, words)}
          </p>
        </>
      )}
      {measurable && estimate?.time.source !== 'measured' && (
        <div className={classes.measure}>
          <QuickMeasure />
        </div>
      )}
      <div aria-live="polite">
        {estimate?.misfit && (
          <Alert
            className={classes.misfit}
            variant="outline"
            color="orange"
            icon={<IconAlertTriangle aria-hidden />}
            data-testid="estimate-misfit"
          >
            {misfitSentence(estimate.misfit, words)}
          </Alert>
        )}
      </div>
    </Panel>
  );
}
