/**
 * Measures what the help page draws where a reader has no runs of his own, and writes it to `src/app/features/help/measured.json`:
 * `npx tsx scripts/measureHelp.ts`, half an hour on two cores with a software adapter.
 *
 * - `gradients`: the gradient norm of every block in the first step of ResNet-56 and of Plain-56.
 * - `depths`: thin networks of 8 to 56 layers with and without shortcuts, each trained alike for a short while.
 */
import { writeFileSync } from 'node:fs';
import { openPrepared, openRun, withDevice } from '../src/cli/heavy.ts';
import { fileStore } from '../src/cli/tuningStore.ts';
import { presets } from '../src/model/presets.ts';
import type { DeviceInfo, EventOf, RunEvent } from '../src/training/events.ts';
import { defaultConfig, type RunConfig } from '../src/training/settings.ts';

const file = 'src/app/features/help/measured.json';
const terminal = { tell: console.error };
const shortcuts = ['projection', 'none'] as const;
const rounded = (value: number): number => Number(value.toPrecision(3));

/** The events of a run; it is stopped after the first that `last` accepts. */
async function eventsOf(
  device: Parameters<Parameters<typeof withDevice>[1]>[0],
  config: RunConfig,
  last?: (event: RunEvent) => boolean,
): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  const run = openRun({
    runId: 'help',
    config,
    openDevice: async () => device,
    openData: openPrepared,
    tuningStore: fileStore,
    emit(event) {
      events.push(event);
      if (last?.(event)) run.stop();
    },
  });
  if ((await run.run()) === 'failed') throw new Error(`A run failed: ${JSON.stringify(events.at(-1))}`);
  return events;
}

const deep: RunConfig = {
  ...defaultConfig,
  ...presets.resnet56,
  batchSize: 32,
  trainImages: 128,
  testImages: 16,
  epochs: 1,
};
const short: RunConfig = {
  ...defaultConfig,
  width: 8,
  batchSize: 16,
  trainImages: 2000,
  testImages: 500,
  epochs: 4,
  learningRate: 0.05,
};

await withDevice(terminal, async (device) => {
  const gradients: Record<string, number[]> = {};
  const blocks: string[] = [];
  let info: DeviceInfo | undefined;
  for (const shortcut of shortcuts) {
    const events = await eventsOf(device, { ...deep, shortcut }, ({ type }) => type === 'vitals');
    info = events.find((event): event is EventOf<'start'> => event.type === 'start')!.device;
    const vitals = events.find((event): event is EventOf<'vitals'> => event.type === 'vitals')!;
    gradients[shortcut] = vitals.blocks.map(({ gradientNorm }) => rounded(gradientNorm));
    blocks.splice(0, blocks.length, ...vitals.blocks.map(({ name }) => name));
  }
  const depths: object[] = [];
  const write = () =>
    writeFileSync(
      file,
      `${JSON.stringify({ device: info?.name, blocks, gradients, training: { width: short.width, pictures: short.trainImages, epochs: short.epochs, batchSize: short.batchSize, learningRate: short.learningRate }, depths }, null, 2)}\n`,
    );
  write();
  for (const n of [1, 3, 5, 7, 9]) {
    for (const shortcut of shortcuts) {
      const begun = Date.now();
      const events = await eventsOf(device, { ...short, blocks: [n, n, n], shortcut });
      const { trainLoss, trainAccuracy, testAccuracy } = events.findLast(
        (event): event is EventOf<'epoch'> => event.type === 'epoch',
      )!;
      depths.push({
        layers: 6 * n + 2,
        shortcut,
        trainLoss: rounded(trainLoss),
        trainAccuracy: rounded(trainAccuracy),
        testAccuracy: rounded(testAccuracy),
      });
      console.log(JSON.stringify(depths.at(-1)), `${Math.round((Date.now() - begun) / 1000)} s`);
      write();
    }
  }
});
