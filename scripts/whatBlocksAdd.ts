/**
 * `npx tsx scripts/whatBlocksAdd.ts RUN [PICTURES]`: what each block of a trained network adds, as a table in Markdown. RUN is the folder of a run, as
 * `resnet train --out RUN` leaves it. For the stem and every block: the accuracy of a linear probe on its output, ‖F(x)‖ / ‖x‖ in a training step, and
 * the test accuracy of the whole network where the block is left out (Veit et al. 2016; `src/model/leftOut.ts` says what stays); on the first PICTURES test
 * pictures, by default on all.
 */
import { evaluateWeights, frameOfWeights, openPrepared, withDevice } from '../src/cli/heavy.ts';
import { structureOf } from '../src/model/structure.ts';
import { specOf } from '../src/training/config.ts';
import { trainedIn } from './shipNetwork.ts';

const [run, pictures] = process.argv.slice(2);
if (run === undefined) throw new Error('Name the folder of a run.');
const { best, state, config: trained } = trainedIn(run);
const config = { ...trained, testImages: Number(pictures ?? trained.testImages) };

const percent = (share: number | undefined): string =>
  share === undefined ? '' : `${(100 * share).toFixed(1)} %`;

await withDevice({ tell: console.error }, async ({ info: device }) => {
  const options = { config, device, openData: openPrepared, onProgress: () => {} };
  const accuracy = async (without: readonly string[]) => {
    const { correct, images } = await evaluateWeights({ ...options, state, without });
    return correct / images;
  };
  const whole = await accuracy([]);
  const at = { epoch: best.epoch, step: state.steps };
  const { probes = [], vitals } = await frameOfWeights({ ...options, state, at });
  const blocks = structureOf(specOf(config)).stages.flatMap((stage) =>
    stage.blocks.map((block) => block.name),
  );
  console.log(
    `Whole network: ${percent(whole)} of ${config.testImages} test pictures, epoch ${best.epoch}.\n`,
  );
  console.log('| block | probe | ‖F(x)‖ / ‖x‖ | without its branch | difference, points |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const { name, accuracy: probe } of probes) {
    const { branchScale, shortcutScale } = vitals?.blocks.find((block) => block.name === name) ?? {};
    const ratio = branchScale !== undefined && shortcutScale ? (branchScale / shortcutScale).toFixed(2) : '';
    const left = blocks.includes(name) ? await accuracy([name]) : undefined;
    const lost = left === undefined ? '' : (100 * (left - whole)).toFixed(1);
    console.log(`| ${name} | ${percent(probe)} | ${ratio} | ${percent(left)} | ${lost} |`);
  }
});
