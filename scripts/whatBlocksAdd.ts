/**
 * `npx tsx scripts/whatBlocksAdd.ts RUN [PICTURES]`: what each block of a trained network adds, as a table in Markdown. RUN is the folder of a run, as
 * `resnet train --out RUN` leaves it. For the stem and every block: the accuracy of a linear probe on its output, ‖F(x)‖ / ‖x‖ in a training step, and
 * the test accuracy of the whole network where the block is left out (Veit et al. 2016; `src/model/leftOut.ts` says what stays); on the first PICTURES test
 * pictures, by default on all.
 */
import { probedBlocks } from '../src/cli/commands/probe.ts';
import { ablateWeights, frameOfWeights, openPrepared, withDevice } from '../src/cli/heavy.ts';
import type { Totals } from '../src/nn/engine.ts';
import { trainedIn } from './shipNetwork.ts';

const [run, pictures] = process.argv.slice(2);
if (run === undefined) throw new Error('Name the folder of a run.');
const { best, state, config: trained } = trainedIn(run);
const config = { ...trained, testImages: Number(pictures ?? trained.testImages) };

const percent = (share: number | undefined): string =>
  share === undefined ? '' : `${(100 * share).toFixed(1)} %`;

await withDevice({ tell: console.error }, async ({ info: device }) => {
  const options = { config, device, openData: openPrepared, onProgress: () => {} };
  const { whole, blocks } = await ablateWeights({ ...options, state });
  const shareOf = ({ correct, images }: Totals) => correct / images;
  const lefts = new Map(blocks.map(({ name, totals }) => [name, shareOf(totals)]));
  const at = { epoch: best.epoch, step: state.steps };
  const { probes = [], vitals } = await frameOfWeights({ ...options, state, at });
  console.log(
    `Whole network: ${percent(shareOf(whole))} of ${config.testImages} test pictures, epoch ${best.epoch}.\n`,
  );
  console.log('| block | probe | ‖F(x)‖ / ‖x‖ | without its branch | difference, points |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const { name, accuracy, branchRatio } of probedBlocks(probes, vitals?.blocks ?? [])) {
    const left = lefts.get(name);
    const lost = left === undefined ? '' : (100 * (left - shareOf(whole))).toFixed(1);
    console.log(
      `| ${name} | ${percent(accuracy)} | ${branchRatio?.toFixed(2) ?? ''} | ${percent(left)} | ${lost} |`,
    );
  }
});
