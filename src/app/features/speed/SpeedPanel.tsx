/**
 * "My GPU": one button says whether the engine computes right on this device, how fast it trains and by which kernels, and the
 * whole can be copied as one JSON.
 */

import { Button } from '@mantine/core';
import { IconGauge, IconPlayerStop } from '@tabler/icons-react';
import { wholePlan } from '../../../training/benchPlan.ts';
import { datasetOf, inputOf } from '../../../training/config.ts';
import type { DeviceInfo } from '../../../training/events.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { type SpeedWords, useSpeedWords } from '../../i18n/speed.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { type Bench, isMeasuring } from '../../state/bench.ts';
import { useActions, usePage, useRunActive } from '../../state/react.ts';
import quiet from '../../ui/quiet.module.css';
import { CopyJson } from './CopyJson.tsx';
import { Kernels } from './Kernels.tsx';
import { MoreNetworks } from './MoreNetworks.tsx';
import classes from './SpeedPanel.module.css';
import { SpeedTable } from './SpeedTable.tsx';
import { Verdict } from './Verdict.tsx';

/** One sentence on where the measurement is, or why there can be none. */
function statusOf(
  bench: Bench | undefined,
  active: boolean,
  device: DeviceInfo | undefined,
  words: Words,
  speed: SpeedWords,
): string {
  const { status: said } = speed;
  if (isMeasuring(bench)) {
    const { models, reports, stopping } = bench;
    const model = models[reports.length];
    if (stopping) return said.stopping;
    if (!model) return said.checking;
    return speed.measuring(networkText(words, model.spec), reports.length + 1, models.length);
  }
  if (device && device.backend !== 'webgpu') return said.noWebGpu;
  if (active) return said.run;
  if (!bench?.end) return said.idle;
  const { outcome, problem } = bench.end;
  if (outcome === 'failed' && problem) return words.problem(problem);
  const left = bench.models.length - bench.reports.length;
  return outcome === 'finished' && left > 0 ? speed.leftOut(left) : said[outcome];
}

export function SpeedPanel() {
  const words = useWords();
  const speed = useSpeedWords();
  const actions = useActions();
  const active = useRunActive();
  const bench = usePage((state) => state.bench);
  const device = usePage((state) => state.device);
  const config = usePage((state) => state.config);
  const measuring = isMeasuring(bench);
  const ready = device?.backend === 'webgpu' && !active && !measuring;
  const plan = wholePlan(device, inputOf(datasetOf(config)));
  const best = bench?.reports[0];
  return (
    <>
      <p className={quiet.note}>{device?.software ? speed.helpSoftware : speed.help}</p>
      <div className={classes.buttons}>
        <Button
          leftSection={<IconGauge size={16} aria-hidden />}
          disabled={!ready}
          onClick={() => actions.measure(plan)}
        >
          {speed.whole}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          disabled={!measuring || bench.stopping}
          onClick={actions.stopMeasuring}
        >
          {speed.stop}
        </Button>
        <CopyJson bench={bench} device={device} />
      </div>
      <div className={classes.status}>
        <div aria-live="polite">
          <p data-testid="speed-status">{statusOf(bench, active, device, words, speed)}</p>
          {bench && <Verdict checked={bench.checked} end={bench.end} />}
        </div>
        {/* Changes too often to be read out. */}
        <p className={quiet.aside} data-testid="speed-detail">
          {measuring
            ? bench.doing && words.notice(bench.doing)
            : best && speed.roofline(best.device, words.figures.measured(best.rooflineGflops))}
        </p>
      </div>
      <SpeedTable plan={bench ?? plan} reports={bench?.reports ?? []} />
      {best && <Kernels models={bench.models} reports={bench.reports} />}
      <MoreNetworks ready={ready} onMeasure={actions.measure} />
    </>
  );
}
