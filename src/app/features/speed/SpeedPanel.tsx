/** The benchmark of this device: choice of networks, buttons, progress and results. */

import { Button, Checkbox, VisuallyHidden } from '@mantine/core';
import { IconGauge, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeviceInfo } from '../../../training/events.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import {
  type Bench,
  type BenchChoice,
  type BenchPlan,
  benchChoices,
  isMeasuring,
  modelOf,
  suggestionFor,
} from '../../state/bench.ts';
import { useActions, usePage, useRunActive } from '../../state/react.ts';
import quiet from '../../ui/quiet.module.css';
import { CopyJson } from './CopyJson.tsx';
import classes from './SpeedPanel.module.css';
import { SpeedTable } from './SpeedTable.tsx';

/**
 * The networks that are chosen by the boxes, and how to change them. A box that nobody touched follows what suits the
 * device.
 */
function usePlan() {
  const config = usePage((state) => state.config);
  const software = usePage((state) => state.device?.software === true);
  const [touched, setTouched] = useState<Readonly<Partial<Record<BenchChoice, boolean>>>>({});
  const [compare, setCompare] = useState(false);
  const suggested = suggestionFor({ software });
  const options = benchChoices.map((choice) => ({
    choice,
    model: modelOf(choice, suggested, config),
    chosen: touched[choice] ?? suggested.chosen.includes(choice),
  }));
  const plan: BenchPlan = {
    models: options.filter(({ chosen }) => chosen).map(({ model }) => model),
    steps: suggested.steps,
    engines: compare ? ['fused', 'stock'] : ['fused'],
  };
  const choose = (choice: BenchChoice, chosen: boolean) => setTouched({ ...touched, [choice]: chosen });
  return { options, plan, choose, compare, setCompare };
}

/** One sentence on where the measurement is, or why there can be none. */
function statusOf(
  bench: Bench | undefined,
  plan: BenchPlan,
  active: boolean,
  device: DeviceInfo | undefined,
  words: Words,
): string {
  const { status: said } = words.speed;
  if (isMeasuring(bench)) {
    const { models, reports, stopping } = bench;
    const model = models[reports.length];
    if (stopping || !model) return said.stopping;
    return words.speed.measuring(networkText(words, model.spec), reports.length + 1, models.length);
  }
  if (device && device.backend !== 'webgpu') return said.noWebGpu;
  if (active) return said.run;
  if (plan.models.length === 0) return said.empty;
  if (!bench?.end) return said.idle;
  const { outcome, problem } = bench.end;
  return outcome === 'failed' && problem ? words.problem(problem) : said[outcome];
}

export function SpeedPanel() {
  const words = useWords();
  const actions = useActions();
  const active = useRunActive();
  const bench = usePage((state) => state.bench);
  const device = usePage((state) => state.device);
  const { options, plan, choose, compare, setCompare } = usePlan();
  const measuring = isMeasuring(bench);
  const ready = device?.backend === 'webgpu' && !active && !measuring && plan.models.length > 0;
  const best = bench?.reports[0];
  return (
    <>
      <p className={quiet.note}>{words.speed.help}</p>
      <fieldset className={classes.choices}>
        <VisuallyHidden component="legend">{words.speed.networks}</VisuallyHidden>
        {options.map(({ choice, model, chosen }) => {
          const name = networkText(words, model.spec);
          return (
            <Checkbox
              key={choice}
              label={words.speed.choice(
                choice === 'current' ? words.speed.current(name) : name,
                model.batchSize,
              )}
              checked={chosen}
              disabled={measuring}
              onChange={(event) => choose(choice, event.currentTarget.checked)}
            />
          );
        })}
        <Checkbox
          label={words.speed.compareStock}
          checked={compare}
          disabled={measuring}
          onChange={(event) => setCompare(event.currentTarget.checked)}
        />
      </fieldset>
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconGauge size={16} aria-hidden />}
          disabled={!ready}
          onClick={() => actions.measure(plan)}
        >
          {words.speed.measure}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          disabled={!measuring || bench.stopping}
          onClick={actions.stopMeasuring}
        >
          {words.speed.stop}
        </Button>
        <CopyJson bench={bench} device={device} />
      </div>
      <div className={classes.status}>
        <p aria-live="polite" data-testid="speed-status">
          {statusOf(bench, plan, active, device, words)}
        </p>
        {/* Changes too often to be read out. */}
        <p className={quiet.aside} data-testid="speed-detail">
          {measuring
            ? bench.doing && words.notice(bench.doing)
            : best && words.speed.roofline(best.device, words.figures.measured(best.rooflineGflops))}
        </p>
      </div>
      <SpeedTable plan={bench ?? plan} reports={bench?.reports ?? []} />
    </>
  );
}
