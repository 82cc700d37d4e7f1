/** A data set out of pictures of the camera: a film that grows brighter stands in for it, so that a picture tells when it was taken. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testedOf } from '../../src/data/own/plan.ts';
import { expect, test } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

/** Eighty seconds as YUV4MPEG2, which Chromium shows from its start when a page opens the camera. */
function film(): Uint8Array {
  const [width, height, perSecond, frames] = [64, 48, 5, 400];
  const colourless = Buffer.alloc((width * height) / 2, 128);
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${perSecond}:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < frames; frame++) {
    // First the upper half becomes brighter, then the lower one.
    const grey = Buffer.alloc(width * height, 20 + Math.floor(frame / 2));
    grey.fill(20 + Math.ceil(frame / 2), 0, grey.length / 2);
    parts.push(Buffer.from('FRAME\n'), grey, colourless);
  }
  return Buffer.concat(parts);
}

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const path = join(tmpdir(), `resnet-playground-camera-${process.pid}.y4m`);
    writeFileSync(path, film());
    const flags = [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${path}`,
    ];
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...flags] });
    rmSync(path);
  },
});

/** How bright the pictures of each class are in each split of the one set that is kept, read from its files. */
async function brightnesses(): Promise<Record<'train' | 'test', number[][]>> {
  const sets = await (await navigator.storage.getDirectory()).getDirectoryHandle('own-sets');
  let folder: FileSystemDirectoryHandle | undefined;
  for await (const found of (
    sets as unknown as { values(): AsyncIterable<FileSystemDirectoryHandle> }
  ).values())
    folder = found;
  const bytes = async (name: string) =>
    new Uint8Array(await (await (await folder!.getFileHandle(name)).getFile()).arrayBuffer());
  const split = async (name: string) => {
    const pixels = await bytes(`${name}.pixels`);
    const ofClass: number[][] = [[], []];
    for (const [i, label] of (await bytes(`${name}.labels`)).entries())
      ofClass[label]!.push(pixels.subarray(3072 * i, 3072 * (i + 1)).reduce((sum, value) => sum + value));
    return ofClass;
  };
  return { train: await split('train'), test: await split('test') };
}

test('pictures are taken for as long as the button is held, and the last of each class are tested on', async ({
  page,
  playground,
}) => {
  await page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      Object.assign(window, { track: stream.getTracks()[0] });
      return stream;
    };
  });
  await useScriptedWorker(page, { recorded: 1 });
  await playground.open();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('own data set');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Data set' });
  await dialog.getByRole('button', { name: 'Camera', exact: true }).click();
  await expect(
    dialog.getByText(/The last fifth of the pictures taken of each class is tested on/),
  ).toBeVisible();

  const hold = dialog.getByRole('button', { name: 'Hold to take pictures' });
  const holds = {
    cat: { press: () => page.mouse.down(), letGo: () => page.mouse.up() },
    狗: { press: () => page.keyboard.down(' '), letGo: () => page.keyboard.up(' ') },
  };
  const counts: number[] = [];
  for (const [name, { press, letGo }] of Object.entries(holds)) {
    await dialog.getByRole('textbox', { name: 'Name of a new class' }).fill(name);
    await page.keyboard.press('Enter');
    await expect(hold).not.toHaveAttribute('aria-disabled');
    const taken = async () =>
      Number(
        /: (\d+) /.exec(
          (await dialog
            .getByRole('radio', { name: `${name}: ` })
            .locator('..')
            .textContent()) ?? '',
        )?.[1],
      );
    await hold.hover();
    await hold.focus();
    expect(await taken()).toBe(0);
    await press();
    await expect.poll(taken, { intervals: [100] }).toBeGreaterThan(6);
    await letGo();
    const more = async () => {
      const before = await taken();
      await page.waitForTimeout(400);
      return (await taken()) - before;
    };
    // One may be under way.
    await expect.poll(more, { message: 'after it was let go', timeout: 4000 }).toBe(0);
    counts.push(await taken());
  }

  await dialog.getByRole('button', { name: 'Look at the data set' }).click();
  const all = counts.reduce((a, b) => a + b);
  const tested = counts.map(testedOf).reduce((a, b) => a + b);
  await expect(dialog.getByRole('status')).toHaveText(
    `Pictures of the camera: ${all} pictures of 2 classes; ${all - tested} to train on and ${tested} to test on (the last ones taken of each class).`,
  );
  expect(await page.evaluate(() => (window as unknown as { track: MediaStreamTrack }).track.readyState)).toBe(
    'ended',
  );
  await dialog.getByRole('button', { name: 'Make the data set' }).click();
  await expect(dialog.getByTestId('data-test')).toHaveText(String(tested));
  const { train, test } = await page.evaluate(brightnesses);
  for (const [label, count] of counts.entries()) {
    expect(test[label]).toHaveLength(testedOf(count));
    expect(train[label]).toHaveLength(count - testedOf(count));
    expect(Math.min(...test[label]!), 'the first that is tested on').toBeGreaterThanOrEqual(
      Math.max(...train[label]!),
    );
  }

  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(page).toHaveURL(/[?&]dataset=own-/);
});
