/** Own pictures on the disks of real browsers: read in the worker of the page, kept, trained on by the page that is opened then, and out again as the same set. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { memoryFile } from '../../src/data/own/tree.ts';
import { files, madeOf, many, zipped } from '../data/own/kit.ts';
import { bundleWorker } from '../setup/bundleWorker.ts';
import { type Firefox, startFirefox } from '../setup/firefox.ts';
import { readStored } from '../soak/stored.ts';
import { expect, Playground, test, tiny } from './fixtures.ts';
import { useScriptedWorker } from './scriptedWorker.ts';

const source = (path: string) => join(import.meta.dirname, '../../src', path);
const scripts = {
  'reading.js': () => bundleWorker(source('app/features/data/reading/worker.ts')),
  'zip.js': () => bundleWorker(source('storage/ownSets/zipWorker.ts')),
};

interface Kept {
  readonly facts: { readonly name: string; readonly classes: readonly string[]; readonly images: object };
  readonly hash: string;
  readonly bytes: number;
}

/** Draws pictures of two classes, has them read, looked at and kept, and packed again. Runs in a browser, where it knows nothing from around it. */
async function throughTheBrowser(): Promise<{ kept: Kept; shown: number; zip: number[] }> {
  const policy = (
    globalThis as {
      trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
    }
  ).trustedTypes?.createPolicy('resnet-playground', { createScriptURL: (url: string) => url });
  const start = (script: string) => {
    const address = new URL(script, location.href).href;
    return new Worker(policy?.createScriptURL(address) ?? address, { type: 'module' });
  };
  const draw = async (kind: string, i: number) => {
    const canvas = new OffscreenCanvas(40, 30);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('There is no canvas.');
    context.fillStyle = `hsl(${kind === 'round' ? 20 : 200}, 80%, ${40 + i}%)`;
    if (kind === 'round') context.arc(20, 15, 10, 0, 7);
    else context.rect(10 + i / 4, 5, 20, 20);
    context.fill();
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return { path: `Mine/${kind}/${i}.png`, file: new File([blob], `${i}.png`, { type: 'image/png' }) };
  };
  const files = await Promise.all(
    ['round', '方'].flatMap((kind) => Array.from({ length: 20 }, (_, i) => draw(kind, i))),
  );
  const reading = start('reading.js');
  let id = 0;
  const ask = <T>(task: object): Promise<T> => {
    const mine = ++id;
    reading.postMessage({ id: mine, ...task });
    return new Promise((resolve, reject) => {
      reading.onerror = () => reject(new Error('The worker broke.'));
      reading.onmessage = ({ data }) => {
        if (data.id !== mine || data.type === 'progress') return;
        if (data.type === 'answer') resolve(data.answer);
        else reject(new Error(JSON.stringify(data)));
      };
    });
  };
  reading.postMessage({ task: 'add', files });
  await ask({ task: 'understand' });
  const sheet = await ask<unknown[]>({ task: 'sheet', options: { imageSize: 32, fit: 'crop', each: 3 } });
  const settings = { title: 'Mine', imageSize: 32, fit: 'crop', seed: 1 };
  const { kept } = await ask<{ kept: Kept }>({ task: 'make', settings });
  reading.terminate();
  const packing = start('zip.js');
  const { zip } = await new Promise<{ zip: Blob }>((resolve, reject) => {
    packing.onmessage = ({ data }) =>
      'zip' in data ? resolve(data) : reject(new Error(JSON.stringify(data)));
    packing.onerror = () => reject(new Error('The worker broke.'));
    packing.postMessage({ name: kept.facts.name });
  });
  packing.terminate();
  return { kept, shown: sheet.length, zip: [...new Uint8Array(await zip.arrayBuffer())] };
}

/** What holds in every browser. */
async function expectWhole({
  kept,
  shown,
  zip,
}: Awaited<ReturnType<typeof throughTheBrowser>>): Promise<void> {
  expect(shown).toBe(6);
  expect(kept.facts.classes).toEqual(['round', '方']);
  expect(kept.facts.images).toEqual({ train: 32, test: 8 });
  expect(kept.bytes).toBe(40 * 3073);
  const read = await madeOf([memoryFile('Mine.zip', Uint8Array.from(zip))], { seed: 5 });
  expect(read.hash, 'of the zip, as the command line reads it').toBe(kept.hash);
}

/** A page of the site that shows nothing, so that nothing else is under way. */
async function emptyPage(page: Page, address: string): Promise<void> {
  for (const [name, make] of Object.entries(scripts)) {
    const body = await make();
    await page
      .context()
      .route(`**/${name}`, (route) => route.fulfill({ contentType: 'text/javascript', body }));
  }
  await page.goto(`${address}robots.txt`);
}

test('own pictures are kept, trained on after the page is opened anew, and come out as the same set', async ({
  playground,
  page,
}) => {
  await emptyPage(page, playground.address);
  const made = await page.evaluate(throughTheBrowser);
  await expectWhole(made);

  await playground.open({ ...tiny, dataset: made.kept.facts.name, probes: 'false', epochs: '200' });
  await playground.press('Train');
  await playground.openDock('Run and log');
  await expect(playground.log).toContainText(/test_loss:\d/, { timeout: 90_000 });
  await playground.closeDock();
  await playground.press('Stop');
  await expect.poll(async () => (await readStored(page)).map(({ outcome }) => outcome)).toEqual(['stopped']);
  // Its classes are known to a page that names no own set but has a run of one.
  await playground.open();
  await playground.openDock('Predictions');
  await expect(page.getByText('方').first()).toBeVisible();
  await playground.closeDock();

  // Without its pictures the run is what it was: it does not begin to fail.
  await page
    .getByRole('button', { name: /^Change/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Data set' });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog).not.toContainText('32 + 8');
  await page.keyboard.press('Escape');
  await page.getByTestId('resume').getByRole('button').first().click();
  await expect(page.getByTestId('toast')).toContainText(
    'Not started. The pictures are not in this browser: 2 classes',
  );
  await expect(page.getByTestId('run').first()).toContainText('Stopped');
});

/** Has the dialog look into a zip of two classes, whose title is its name. @returns where it lies. */
async function chosen(playground: Playground, title: string, tree: ReturnType<typeof many>): Promise<string> {
  const { page } = playground;
  const zip = await zipped(await files(tree));
  const path = test.info().outputPath(`${title}.zip`);
  writeFileSync(path, await zip.slice(0, zip.size));
  await useScriptedWorker(page, { recorded: 1 });
  await playground.open();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('own data set');
  await page.keyboard.press('Enter');
  await page.locator('input[aria-label="Choose files or a zip"]').setInputFiles(path);
  await expect(playground.button('Make the data set')).toBeEnabled();
  return path;
}

/** Folders of sets on the disk of the browser, and how many files are in each. */
const onDisk = (page: Page) =>
  page.evaluate(async () => {
    type Listed = { values(): AsyncIterable<FileSystemDirectoryHandle & Listed> };
    const counts: number[] = [];
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('own-sets');
    for await (const folder of (root as unknown as Listed).values()) {
      let files = 0;
      try {
        for await (const _ of folder.values()) files++;
      } catch (error) {
        // It went while it was looked into.
        if ((error as DOMException).name === 'NotFoundError') continue;
        throw error;
      }
      counts.push(files);
    }
    return counts;
  });

test('a full disk is told of and left as it was, and what was made is kept once there is room', async ({
  playground,
  page,
}) => {
  const zip = await chosen(playground, 'Pets', { ...many('cat/', 9), ...many('dog/', 9) });
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(playground.address);
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  const alert = page.getByRole('dialog').getByRole('alert');
  // Room for a part of the pictures, then for nothing.
  for (const room of [20_000, 0]) {
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + room });
    await playground.press('Make the data set');
    await expect(alert).toHaveText(
      'The browser has no room for 1 MB more: delete a set or some runs, or leave some classes out, and make it again.',
    );
    expect(await onDisk(page)).toEqual([]);
    // There is nothing left that could be read a second time.
    rmSync(zip, { force: true });
  }
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await playground.press('Make the data set');
  await expect(page.getByText('“Pets” is ready.')).toBeVisible();
  await expect(page.getByTestId('data-train')).toHaveText('14');
  expect(await onDisk(page)).toEqual([4]);

  // What is advised takes no room.
  const now = await session.send('Storage.getUsageAndQuota', { origin });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: Math.round(now.usage / 2) });
  await playground.press('Back to the list');
  await playground.press('Delete “Pets”');
  await playground.press('Delete');
  await expect.poll(() => onDisk(page)).toEqual([]);
  await expect(playground.button('Use “Pets”')).toHaveCount(0);
});

test('two tabs that keep sets at once keep both, whole, and list both', async ({ playground, page }) => {
  const other = new Playground(await page.context().newPage(), playground.address);
  const tabs = [
    { tab: playground, title: 'Pets', tree: { ...many('cat/', 9), ...many('dog/', 9) } },
    { tab: other, title: 'Fish', tree: { ...many('eel/', 7), ...many('cod/', 12) } },
  ];
  await Promise.all(tabs.map(({ tab, title, tree }) => chosen(tab, title, tree)));
  // Both have made theirs before either is let to the disk.
  await page.evaluate(
    () =>
      new Promise<void>((held) => {
        void navigator.locks.request('resnet-playground.own-sets', () => {
          held();
          return new Promise((letGo) => Object.assign(window, { letGo }));
        });
      }),
  );
  await Promise.all(tabs.map(({ tab }) => tab.press('Make the data set')));
  const waiting = () =>
    page.evaluate(async () => {
      const { pending = [] } = await navigator.locks.query();
      return pending.filter(({ name }) => name === 'resnet-playground.own-sets').length;
    });
  await expect.poll(waiting).toBe(2);
  await page.evaluate(() => (window as unknown as { letGo: () => void }).letGo());
  const hashes = await Promise.all(
    tabs.map(async ({ tab, title }) => {
      await expect(tab.page.getByText(`“${title}” is ready.`)).toBeVisible();
      return (await tab.page.getByTestId('data-hash').textContent()) ?? '';
    }),
  );
  for (const [i, { tab, title }] of tabs.entries()) {
    // A tab behind another one draws seldom, and is clicked slowly.
    await tab.page.bringToFront();
    await tab.press('Back to the list');
    await expect(tab.button(`Use “${title}”`)).toBeVisible();
    // What the other tab has kept.
    const of = tabs[1 - i]!;
    const download = tab.page.waitForEvent('download');
    await tab.press(`Save “${of.title}” as a zip`);
    const saved = memoryFile('saved.zip', readFileSync(await (await download).path()));
    expect((await madeOf([saved])).hash.slice(0, 16)).toBe(hashes[1 - i]);
  }
});

let firefox: Firefox | undefined;
test.afterEach(() => firefox?.close());

test('Firefox keeps the very same set, and gives it out', async () => {
  const served = new Map<string, string>();
  for (const [name, make] of Object.entries(scripts)) served.set(`/${name}`, await make());
  const server = createServer((request, response) => {
    const script = served.get(request.url ?? '');
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? '<!doctype html><title>Own sets</title>');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    firefox = await startFirefox();
    await firefox.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await expectWhole(await firefox.evaluate(throughTheBrowser));
  } finally {
    server.close();
  }
});
