/**
 * A picture of the person's own on the page: dropped, pasted, chosen or taken with the camera, it goes into the network as the pixels that are shown, and nothing of it is left behind. What
 * becomes of real files of every kind, tests/app/features/pictures/reading.test.ts holds.
 */
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import type { Question } from '../../src/training/questions.ts';
import { areaMeanOf } from '../data/pictureFiles/areaMeanOf.ts';
import { violations } from './axe.ts';
import { expect, test, tiny } from './fixtures.ts';

const side = 32;

/** A photo of 96 × 64 without any symmetry, as PNG, and what the network should see of it. */
async function photo(): Promise<{ file: Buffer; wanted: number[] }> {
  const [width, height] = [96, 64];
  const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : (Math.imul(i + 1, 2654435761) >>> 11) & (i % 4 === 0 ? 255 : 127),
  );
  const file = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  const square = Array.from({ length: height }, (_, y) => [
    ...rgba.subarray(4 * (y * width + 16), 4 * (y * width + 80)),
  ]);
  return { file, wanted: areaMeanOf(square.flat(), height, side) };
}

/** Half a step is rounding. */
const near = 0.51;

/** By how much two pictures differ at most; by everything where they differ in size. */
const differenceOf = (seen: readonly number[], wanted: readonly number[]): number =>
  seen.length === wanted.length
    ? Math.max(...wanted.map((value, i) => Math.abs((seen[i] as number) - value)))
    : Number.POSITIVE_INFINITY;

/** The pixels that stand where the picture goes in, against those that should, once the one before has gone. */
async function expectSeen(page: Page, wanted: readonly number[]): Promise<void> {
  const canvas = page.getByTestId('picture').locator('canvas');
  await expect(canvas).toBeVisible();
  const differs = async (): Promise<number> => {
    const rgba = await canvas.evaluate((element: HTMLCanvasElement) => [
      ...(element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? []),
    ]);
    return differenceOf(
      rgba.filter((_, i) => i % 4 !== 3),
      wanted,
    );
  };
  await expect.poll(differs).toBeLessThan(near);
}

/** A file as a drop or a paste brings it. */
const transferOf = (page: Page, bytes: Uint8Array, name: string) =>
  page.evaluateHandle(
    ([content, called]) => {
      const made = new DataTransfer();
      made.items.add(new File([new Uint8Array(content as number[])], called as string));
      return made;
    },
    [[...bytes], name] as const,
  );

const dropped = async (page: Page, bytes: Uint8Array, name: string) =>
  page.dispatchEvent('main', 'drop', { dataTransfer: await transferOf(page, bytes, name) });

/**
 * What a page leaves in the browser, down to the number of records in every store of its database, and the addresses of files that it has made and not given back.
 * The page opens its database a moment after it is there: whoever came first would make an empty one in its place.
 */
async function leftBehind(page: Page) {
  const named = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await expect.poll(named).toContain('resnet-playground');
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const records: Record<string, number> = {};
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name));
      for (const store of db.objectStoreNames)
        records[`${name}/${store}`] = await done(db.transaction(store).objectStore(store).count());
      db.close();
    }
    const cached: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) cached.push(`${name} ${url}`);
    return {
      stored: { ...localStorage },
      session: { ...sessionStorage },
      records,
      cached,
      urls: (window as unknown as { urls: Set<string> }).urls.size,
    };
  });
}

test('a picture is dropped, pasted, chosen and taken; the very pixels go in, nothing is left behind, and a run that learns says what it sees', async ({
  playground,
  page,
}) => {
  await page.addInitScript(() => {
    const urls = new Set<string>();
    Object.assign(window, { urls });
    const [make, revoke] = [URL.createObjectURL, URL.revokeObjectURL];
    URL.createObjectURL = (what) => {
      const url = make.call(URL, what);
      urls.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      urls.delete(url);
      revoke.call(URL, url);
    };
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, ...said: [never, never]) {
      const { type, question } = Object(said[0]) as { type?: string; question?: Question };
      if (type === 'ask' && question?.pictures.kind === 'pixels')
        Object.assign(window, { asked: [...question.pictures.images] });
      post.apply(this, said);
    };
  });
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url());
  });
  await playground.open({ ...tiny, 'train-images': '64', 'test-images': '32', epochs: '200' });
  const own = page.getByTestId('your-picture');
  const dialog = page.getByRole('dialog', { name: 'Your picture' });
  const before = await leftBehind(page);
  expect(Object.keys(before.records)).toContain('resnet-playground/frames');
  const { file, wanted } = await photo();

  // Dropped. What is dropped says itself whether it is for the pictures or for the weights.
  await dropped(page, file, 'weights.safetensors');
  await expectSeen(page, wanted);
  await expect(own).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByTestId('picture')).toHaveAttribute(
    'aria-label',
    /^Your picture, as the network sees it: 32×32 pixels\./,
  );
  // A test picture goes in, and it comes back.
  await page.getByTestId('picture').click();
  await expect(page.getByTestId('picture')).toHaveAttribute('aria-label', /^Test picture: cat\./);
  await own.click();
  await expectSeen(page, wanted);

  // Refused, each in a sentence, in the dialog; the one before stays.
  await dropped(page, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'drawing.png');
  await expect(dialog.getByRole('alert')).toHaveText(/^This is an SVG, .*\.$/);
  await expect(dialog.getByText('It is not uploaded and not stored')).toBeVisible();
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await dropped(page, Buffer.from('%PDF-1.7'), 'scan.jpg');
  await expect(dialog.getByRole('alert')).toHaveText(/^This is a PDF: .*\.$/);
  await dropped(page, file.subarray(0, 3000), 'cut.png');
  await expect(dialog.getByRole('alert')).toHaveText(/^This PNG is cut short: .*\.$/);
  await dialog.getByRole('button', { name: 'Remove it' }).click();
  await expect(dialog.getByRole('button', { name: 'Remove it' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('picture')).toHaveAttribute('aria-label', /^Test picture: cat\./);

  // Chosen, by the keyboard alone.
  await own.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Choose a file' })).toBeFocused();
  // A dialog that is still coming in may take the first key for nothing.
  await expect(async () => {
    const chooser = page.waitForEvent('filechooser', { timeout: 5000 });
    await page.keyboard.press('Enter');
    await (await chooser).setFiles({ name: 'a.png', mimeType: 'image/png', buffer: file });
  }).toPass();
  await expect(dialog).toBeHidden();
  await expect(own).toBeFocused();
  await expectSeen(page, wanted);
  await expect(page.getByText('Your picture is in: the network sees 32×32 pixels of it.')).toBeAttached();

  // Pasted, where nobody types.
  await page.getByTestId('picture').click();
  const transfer = await transferOf(page, file, 'image.png');
  await page.evaluate((clipboardData) => {
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, transfer);
  await expectSeen(page, wanted);

  // Taken with the camera, which is off as soon as it has given its still.
  await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 96, height: 64 });
    const context = canvas.getContext('2d')!;
    setInterval(() => {
      context.fillStyle = '#0a64c8';
      context.fillRect(0, 0, 96, 64);
    }, 20);
    navigator.mediaDevices.getUserMedia = async () => {
      const stream = canvas.captureStream(30);
      Object.assign(window, { track: stream.getTracks()[0] });
      return stream;
    };
  });
  const camera = () =>
    page.evaluate(() => (window as unknown as { track: MediaStreamTrack }).track.readyState);
  await own.click();
  await dialog.getByRole('button', { name: 'Camera' }).click();
  const take = dialog.getByRole('button', { name: 'Take the picture' });
  await expect(take).not.toHaveAttribute('aria-disabled');
  await expect(take).toBeFocused();
  expect(await camera()).toBe('live');
  await dialog.getByRole('button', { name: 'Close the camera' }).click();
  await expect(dialog.getByRole('button', { name: 'Camera' })).toBeFocused();
  expect(await camera()).toBe('ended');
  await page.keyboard.press('Enter');
  await expect(take).not.toHaveAttribute('aria-disabled');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await camera()).toBe('ended');
  await own.click();
  await dialog.getByRole('button', { name: 'Camera' }).click();
  await expect(dialog.getByLabel('What the camera sees')).toBeVisible();
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await expect(take).not.toHaveAttribute('aria-disabled');
  await take.click();
  await expect(dialog).toBeHidden();
  expect(await camera()).toBe('ended');
  const middle = await page
    .getByTestId('picture')
    .locator('canvas')
    .evaluate((element: HTMLCanvasElement) => [...element.getContext('2d')!.getImageData(16, 16, 1, 1).data]);
  // A film keeps its colours but for a few steps.
  for (const [i, value] of [10, 100, 200].entries())
    expect(Math.abs((middle[i] as number) - value)).toBeLessThan(12);

  expect(await leftBehind(page)).toEqual(before);
  expect(page.workers()).toHaveLength(1);
  expect(sent).toEqual([]);

  // A run learns: what it says of the picture follows, on a phone the three likeliest classes, and what it was asked are the pixels that are shown.
  await dropped(page, file, 'photo.png');
  await expectSeen(page, wanted);
  await playground.press('Train');
  const answers = page.getByTestId('answers');
  await expect(answers).toContainText('%', { timeout: 60_000 });
  const first = await answers.textContent();
  await expect.poll(() => answers.textContent(), { timeout: 30_000 }).not.toBe(first);
  await expect(answers.getByRole('img', { name: 'right answer' })).toHaveCount(0);
  const asked = await page.evaluate(() => (window as unknown as { asked: number[] }).asked);
  expect(differenceOf(asked, wanted)).toBeLessThan(near);
  await page.setViewportSize({ width: 360, height: 640 });
  const mini = page.getByTestId('mini-hero');
  await expect(mini.getByRole('listitem')).toHaveCount(3, { timeout: 30_000 });
  await expect(mini.getByRole('listitem').first()).toHaveText(/^[a-z]+\d+\s%$/);
  await expectSeen(page, wanted);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await violations(page, '[data-testid="mini-hero"]')).toEqual([]);
  await page.getByTestId('your-picture').click();
  await expect(dialog.getByText('96×64')).toBeVisible();
});
