/** Files on the page: weights leave it and come back, damaged ones are named, and a run goes on after its page was gone. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { readStored } from '../soak/stored.ts';
import { violations } from './axe.ts';
import { expect, type Playground, test, tiny } from './fixtures.ts';

const short = { ...tiny, 'batch-size': '8', 'train-images': '64', 'test-images': '32', epochs: '2' };

/** Looks often enough to see the first steps of a short run. */
const often = { timeout: 60_000, intervals: [100] };

async function train(playground: Playground, query: Record<string, string> = short): Promise<void> {
  await playground.open(query);
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
}

/** Exports by the menu. @returns where the file lies. */
async function exported(playground: Playground, item: string): Promise<{ path: string; name: string }> {
  const { page } = playground;
  await playground.press('Export');
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  const file = await download;
  const name = file.suggestedFilename();
  const path = test.info().outputPath(name);
  await file.saveAs(path);
  return { path, name };
}

/** Lets a file fall onto the page. */
async function drop({ page }: Playground, path: string, name: string): Promise<void> {
  const bytes = [...readFileSync(path)];
  const transfer = await page.evaluateHandle(
    ([content, called]) => {
      const made = new DataTransfer();
      made.items.add(new File([new Uint8Array(content as number[])], called as string));
      return made;
    },
    [bytes, name] as const,
  );
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: transfer });
  await expect(page.getByText('Drop a picture here')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await expect(page.getByText('Drop a picture here')).toBeHidden();
}

test('weights go out and come back: preview, fit, the network that fits, evaluation, a run from them', async ({
  playground,
  page,
}) => {
  await playground.open(short);
  const button = playground.button('Export');
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAttribute('title', /There are no weights yet/);
  await train(playground);
  const { path, name } = await exported(playground, 'Weights, safetensors');
  expect(name).toMatch(/^resnet-1-w4-[a-z]+-[a-z]+-step16\.safetensors$/);
  const log = await playground.readLog();
  const accuracy = log?.match(/\[ {2}2\/2 \].*test_acc:([\d.]+)%/)?.[1];

  // The same settings, but for the network.
  await playground.open({ ...short, blocks: '1,1' });
  await page.locator('input[type=file]').setInputFiles(path);
  const dialog = page.getByRole('dialog', { name });
  // Emptied, so that the same file can be chosen again.
  await expect(page.locator('input[type=file]')).toHaveValue('');
  await expect(dialog.getByTestId('file-network')).toHaveText('ResNet [1]w4');
  await expect(dialog.getByTestId('file-parameters')).toHaveText('470');
  await expect(dialog.getByTestId('file-steps')).toHaveText('16');
  await expect(dialog.getByTestId('file-optimizer')).toHaveText('none, weights only');
  const fit = dialog.getByTestId('file-fit');
  await expect(fit).toHaveText('This file holds ResNet [1]w4, but ResNet [1,1]w4 is chosen.');
  await expect(dialog.getByRole('button', { name: 'Evaluate' })).toBeDisabled();
  expect(await violations(page, '[role=dialog]')).toEqual([]);

  await dialog.getByRole('button', { name: 'Use ResNet [1]w4' }).click();
  await expect(fit).toHaveText('It fits the chosen network, ResNet [1]w4.');
  await expect(page).toHaveURL(/[?&]blocks=1&/);
  await dialog.getByRole('button', { name: 'Evaluate' }).click();
  const shown = Number(accuracy).toFixed(1);
  await expect(dialog.getByText(`Test accuracy ${shown} %`)).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByText('on 32 pictures')).toBeVisible();

  await dialog.getByRole('button', { name: 'Train from these weights' }).click();
  await expect(dialog).toBeHidden();
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  await expect(playground.stat('step')).toHaveText('16 / 16');
});

test('a file is dropped; what is none is said in one sentence', async ({ playground, page }) => {
  await train(playground, { ...short, epochs: '1' });
  const { path, name } = await exported(playground, 'Checkpoint, to resume from');
  expect(readCheckpointFile(readFileSync(path)).position).toMatchObject({ step: 8, epoch: 1 });
  await drop(playground, path, name);
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog.getByTestId('file-optimizer')).toHaveText('SGD momentum');
  await expect(dialog.getByTestId('file-epochs')).toHaveText('1 of 1');
  await expect(dialog.getByText('All 1 epoch is done')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  const cut = test.info().outputPath('cut.safetensors');
  writeFileSync(cut, readFileSync(path).subarray(0, 3000));
  await drop(playground, cut, 'cut.safetensors');
  await expect(page.getByRole('dialog').getByRole('alert')).toHaveText(/cut short.*\.$/);
  await page.keyboard.press('Escape');
  const zip = test.info().outputPath('weights.pt');
  // The beginning of what torch.save writes.
  writeFileSync(zip, `PK\u0003\u0004${'\0'.repeat(22)}\u0010\0\0\0archive/data.pkl`);
  await drop(playground, zip, 'weights.pt');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('safetensors.torch.save_file');
  await page.keyboard.press('Escape');
  // A phone folds its tools away, and hears of files all the same.
  await page.setViewportSize({ width: 390, height: 844 });
  await drop(playground, zip, 'weights.pt');
  const opened = page.getByRole('dialog', { name: 'weights.pt' });
  await expect(opened.getByRole('alert')).toContainText('safetensors.torch.save_file');
});

test('folders come as zips that hold what they should; ONNX as a file', async ({ playground }) => {
  await train(playground, { ...short, epochs: '1' });
  const tfjs = await exported(playground, 'TensorFlow.js, zip');
  const layers = unzipSync(readFileSync(tfjs.path));
  expect(tfjs.name).toMatch(/-tfjs\.zip$/);
  expect(Object.keys(layers)).toContain('model.json');
  expect(JSON.parse(new TextDecoder().decode(layers['model.json']))).toHaveProperty('modelTopology');
  const pytorch = await exported(playground, 'PyTorch project, zip');
  const project = unzipSync(readFileSync(pytorch.path));
  expect(Object.keys(project)).toEqual(
    expect.arrayContaining([
      'model.py',
      'train.py',
      'run.json',
      'weights.safetensors',
      'optimizer.safetensors',
    ]),
  );
  expect(JSON.parse(new TextDecoder().decode(project['run.json']))).toMatchObject({
    position: { step: 8, epoch: 1 },
  });
  // The bundle holds these files as they are in the repository.
  const source = new URL('../../src/formats/pytorch/project/', import.meta.url);
  const files = readdirSync(source).filter((name) => name.includes('.') || name === 'Dockerfile');
  for (const name of files.filter((name) => name !== 'README.md')) {
    const text = new TextDecoder().decode(project[name]);
    expect(text, name).toBe(readFileSync(new URL(name, source), 'utf8'));
  }
  const onnx = await exported(playground, 'ONNX, batch norm folded in');
  expect(onnx.name).toMatch(/-folded\.onnx$/);
  expect(readFileSync(onnx.path).length).toBeGreaterThan(1000);
});

/** Epoch lines without their times. */
const epochLines = (log: string | null): string[] =>
  (log ?? '').match(/Epoch \[.*?test_acc:[\d.]+%/g)?.map((line) => line.trim()) ?? [];

test('a run that was stopped goes on after a reload, with the numbers of one that never was', async ({
  playground,
  page,
}) => {
  const query = { ...short, 'train-images': '304', epochs: '2' };
  const stepsPerEpoch = 38;
  await train(playground, query);
  const whole = epochLines(await playground.readLog());
  expect(whole).toHaveLength(2);

  await playground.open(query);
  await playground.press('Train');
  await expect.poll(() => playground.steps(), often).toBeGreaterThanOrEqual(3);
  await playground.press('Pause');
  await expect(playground.status).toHaveText('Paused', { timeout: 30_000 });
  // A run under way is exported as it is.
  const live = await exported(playground, 'Checkpoint, to resume from');
  const paused = await playground.steps();
  expect(readCheckpointFile(readFileSync(live.path)).position.step).toBe(paused);
  await playground.press('Stop');
  await expect(playground.status).toHaveText('Stopped', { timeout: 30_000 });
  const epoch = 1 + Math.floor(paused / stepsPerEpoch);
  const offer = page.getByRole('button', { name: `Resume from epoch ${epoch}` });
  await expect(offer).toBeVisible();

  // Other settings on the page do not matter to the run.
  await playground.open({ ...query, 'learning-rate': '0.7' });
  await expect(offer).toBeVisible();
  await expect(offer).toHaveAttribute(
    'title',
    new RegExp(`is kept after step ${paused}, in epoch ${epoch} of 2`),
  );
  await offer.click();
  await expect(page.getByRole('textbox', { name: 'Learning rate', exact: true })).toHaveValue('0.1');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  await expect(playground.stat('step')).toHaveText('76 / 76');
  expect(epochLines(await playground.readLog())).toEqual(whole);
  await expect(offer).toBeHidden();
});

test('a run goes on by itself, without a click, where its worker breaks, its device is lost and its worker is ended', async ({
  playground,
  page,
}) => {
  const notice = page.getByRole('alert').filter({ hasText: 'The run goes on by itself' });
  /** Takes note of what was said once it is said. */
  const noted = async (broke: string) => {
    await expect(notice).toContainText(broke, { timeout: 30_000 });
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice).toHaveCount(0);
  };
  await playground.open({ ...short, 'train-images': '400', epochs: '3' });
  await playground.press('Train');
  await expect.poll(() => playground.steps(), often).toBeGreaterThanOrEqual(3);
  await playground.press('Pause');
  await expect(playground.status).toHaveText('Paused', { timeout: 30_000 });
  const paused = await playground.steps();
  // A run that stands still for a second is kept.
  await expect(playground.button('Export')).toBeEnabled();
  await expect.poll(async () => (await readStored(page))[0]?.checkpoint?.step, often).toBe(paused);
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('out of memory');
    });
  });
  await expect(notice).toContainText(`The trainer broke down after ${paused} steps. It was resumed`, {
    timeout: 30_000,
  });
  await noted(`step ${paused};`);
  // What was paused is paused.
  await expect(playground.status).toHaveText('Paused', { timeout: 30_000 });
  await playground.press('Resume');
  await expect.poll(() => playground.steps(), { timeout: 60_000 }).toBeGreaterThan(paused);

  await page.workers()[0]?.evaluate(() => {
    const { createCommandEncoder } = GPUDevice.prototype;
    GPUDevice.prototype.createCommandEncoder = function (...given) {
      setTimeout(() => this.destroy());
      return createCommandEncoder.apply(this, given);
    };
    setTimeout(() => {
      GPUDevice.prototype.createCommandEncoder = createCommandEncoder;
    }, 500);
  });
  await noted('The GPU was gone');
  await expect(playground.status).not.toHaveText('Starting anew', { timeout: 30_000 });

  // As a browser that wants its memory back does.
  await page.workers()[0]?.evaluate(() => close());
  await noted('The trainer broke down');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  await expect(playground.stat('step')).toHaveText('150 / 150');
  expect((await playground.readLog()).match(/Resumed by itself from step \d+/g)).toHaveLength(3);
});
