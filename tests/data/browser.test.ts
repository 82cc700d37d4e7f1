/**
 * The browser's half of the data, in Chromium's own worker over a web server that can be told to fail: exact decoding
 * in every way, the second visit from Cache Storage, changed and missing shards, and a canvas that lies.
 */
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256Of } from '../../src/base/node/hash.ts';
import type { Manifest } from '../../src/data/manifest.ts';
import { preparedFolder } from '../../src/data/node/folders.ts';
import { decodeRgb } from '../../src/data/node/sharpDecoder.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { batches, originalFolder, readBatch, readLabels } from '../../src/data/sets/cifar10/original.ts';
import { spriteLayout } from '../../src/data/sprite.ts';
import { bundleWorker } from '../setup/bundleWorker.ts';
import type { LoadRequest, LoadResult } from './loadWorker.ts';
import { preparedManifest } from './prepared.ts';

const { imageBytes, width, height } = spriteLayout(cifar10.imageSize);
const browserPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

let manifest: Manifest;
let server: Server;
let context: BrowserContext;
let page: Page;
let base: string;
let worker: string;
/** Files asked for since the test began. */
let asked: string[] = [];
/** What the server says instead of a file. */
const instead = new Map<string, number | Uint8Array>();
let online = true;

beforeAll(async () => {
  manifest = await preparedManifest();
  worker = await bundleWorker(join(import.meta.dirname, 'loadWorker.ts'));
  server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    if (name === '') return void response.setHeader('content-type', 'text/html').end('<!doctype html>');
    if (name === 'worker.js') return void response.setHeader('content-type', 'text/javascript').end(worker);
    if (!online) return void request.socket.destroy();
    const file = name.replace(/^cifar10\//, '');
    asked.push(file);
    const other = instead.get(file);
    if (typeof other === 'number') return void response.writeHead(other).end();
    if (other) return void response.end(other);
    const stream = createReadStream(join(preparedFolder('cifar10'), file));
    stream.on('error', () => response.writeHead(404).end());
    stream.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await chromium.launch({
    executablePath: browserPaths.find((path) => existsSync(path)),
    args: ['--no-sandbox'],
  });
  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(base);
});

afterAll(async () => {
  await context?.browser()?.close();
  server?.close();
});

beforeEach(async () => {
  asked = [];
  instead.clear();
  online = true;
  await page.evaluate(() => caches.delete('resnet-playground-cifar10'));
});

/** Opens the data in a new worker. */
const load = (request: Partial<LoadRequest> = {}): Promise<LoadResult> =>
  page.evaluate(
    (message) =>
      new Promise<LoadResult>((resolve, reject) => {
        const thread = new Worker('worker.js', { type: 'module' });
        thread.onmessage = (event) => {
          thread.terminate();
          resolve(event.data);
        };
        thread.onerror = (event) => reject(new Error(event.message));
        thread.postMessage(message);
      }),
    { dataUrl: base, trainImages: 2000, ...request },
  );

/** SHA-256 of the first pictures of the original PNG. */
const originalPixels = async (images: number) =>
  sha256Of((await readBatch(originalFolder(), batches[0]!)).subarray(0, images * imageBytes));

describe('in Chromium', () => {
  it('ImageDecoder in a worker gives the very pixels of the originals', async () => {
    const result = await load();
    expect(result.message).toBeUndefined();
    expect(result.pixels).toBe(await originalPixels(2000));
    expect(result.labels).toEqual([...(await readLabels(originalFolder(), 'train')).subarray(0, 2000)]);
    expect(result.used).toEqual(['ImageDecoder', 'ImageDecoder', 'ImageDecoder']);
  });

  it.each(['ImageDecoder', 'VideoFrame', 'canvas'])('%s alone is exact, too', async (way) => {
    const result = await load({ ways: [way], trainImages: 1000 });
    expect([result.message, result.pixels]).toEqual([undefined, await originalPixels(1000)]);
    expect(new Set(result.used)).toEqual(new Set([way]));
  });

  it('falls back where ImageDecoder is missing', async () => {
    const result = await load({ without: ['ImageDecoder', 'VideoFrame'], trainImages: 1000 });
    expect(result.pixels).toBe(await originalPixels(1000));
    expect(new Set(result.used)).toEqual(new Set(['canvas']));
  });

  it('refuses a canvas that lies, with what to do', async () => {
    const result = await load({ without: ['ImageDecoder', 'VideoFrame'], lyingCanvas: true });
    expect(result.pixels).toBeUndefined();
    expect(result.message).toMatch(
      /^The browser changes the pixels of pictures that a page reads \(shard t\w+-0\d\.webp;/,
    );
    expect(result.message).toContain('Switch off its protection against fingerprinting');
    // ImageDecoder does not care about the canvas.
    expect((await load({ lyingCanvas: true, trainImages: 1000 })).pixels).toBe(await originalPixels(1000));
  });

  it('needs no network on a second visit', async () => {
    const first = await load();
    const files = ['train-00.webp', 'train-01.webp', 'test-00.webp', 'train-labels.bin', 'test-labels.bin'];
    expect([...asked].sort()).toEqual(['manifest.json', ...files].sort());
    expect(first.cached.map((url) => url.replace(/\?.*/, ''))).toEqual(['manifest.json', ...files].sort());
    asked = [];
    expect((await load()).pixels).toBe(first.pixels);
    expect(asked).toEqual(['manifest.json']);
    online = false;
    expect((await load()).pixels).toBe(first.pixels);
    // More than was kept does need it.
    expect((await load({ trainImages: 3000 })).message).toBe(
      'Shard train-02.webp could not be loaded: the server could not be reached. Check the connection and press Train again.',
    );
  });

  it('never serves a changed shard stale, and forgets the old one', async () => {
    const first = await load({ trainImages: 1000 });
    const pixels = await decodeRgb(
      await sharp(join(preparedFolder('cifar10'), 'train-05.webp'))
        .png()
        .toBuffer(),
    );
    const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .webp({ lossless: true, effort: 0 })
      .toBuffer();
    const changed = structuredClone(manifest);
    Object.assign(changed.train.shards[0]!, {
      bytes: bytes.length,
      sha256: sha256Of(bytes),
      pixelsSha256: sha256Of(pixels),
    });
    instead.set('manifest.json', Buffer.from(JSON.stringify(changed)));
    instead.set('train-00.webp', bytes);
    asked = [];
    const second = await load({ trainImages: 1000 });
    expect(asked.sort()).toEqual(['manifest.json', 'train-00.webp']);
    const original = await readBatch(originalFolder(), batches[0]!);
    expect(second.pixels).toBe(sha256Of(original.subarray(5000 * imageBytes, 6000 * imageBytes)));
    expect(second.pixels).not.toBe(first.pixels);
    const kept = second.cached.filter((url) => url.startsWith('train-00.webp'));
    expect(kept).toEqual([`train-00.webp?sha256=${sha256Of(bytes)}`]);
  });

  it.each<[string, number | Uint8Array, string]>([
    ['missing', 404, 'the server answered 404'],
    ['truncated', new Uint8Array(1000), 'it has 1000 bytes instead of'],
    ['too long', new Uint8Array(3_000_000), 'it has more than'],
  ])('says which shard is %s after four tries', async (_, answer, reason) => {
    instead.set('train-01.webp', answer);
    const { message, pixels, cached } = await load();
    expect(pixels).toBeUndefined();
    expect(message).toContain(`Shard train-01.webp could not be loaded: ${reason}`);
    expect(asked.filter((name) => name === 'train-01.webp').length).toBe(4);
    expect(cached.some((url) => url.startsWith('train-01'))).toBe(false);
  });

  it.each<[string, Partial<LoadRequest>]>([
    ['without Cache Storage', { without: ['caches'] }],
    ['when the disk is full', { fullDisk: true }],
    // As on a page that came over plain http.
    ['without cryptography', { without: ['crypto', 'caches'] }],
  ])('works %s', async (_, request) => {
    const result = await load({ ...request, trainImages: 1000 });
    expect([result.message, result.pixels, result.cached]).toEqual([
      undefined,
      await originalPixels(1000),
      [],
    ]);
  });
});
