/** Own pictures on the disks of real browsers: read in the worker of the page, kept, trained on by the page that is opened then, and out again as the same set. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { memoryFile } from '../../src/data/own/tree.ts';
import { madeOf } from '../data/own/kit.ts';
import { bundleWorker } from '../setup/bundleWorker.ts';
import { type Firefox, startFirefox } from '../setup/firefox.ts';
import { expect, test, tiny } from './fixtures.ts';

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

  await playground.open({ ...tiny, dataset: made.kept.facts.name, probes: 'false' });
  await playground.press('Train');
  await expect(playground.status).toHaveText('Finished', { timeout: 90_000 });
  expect(await playground.readLog()).toMatch(/test_loss:\d/);
  // Its classes are known to a page that names no own set but has a run of one.
  await playground.open();
  await playground.openDock('Predictions');
  await expect(page.getByText('方').first()).toBeVisible();
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
