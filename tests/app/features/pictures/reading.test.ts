/**
 * Real files in Chromium's own worker, as the page reads them: the very pixels that the network gets, against the same pictures decoded by another program and made smaller the slow
 * way; what is refused; a canvas that lies.
 */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReadAnswer } from '../../../../src/app/state/ownPicture.ts';
import { areaMeanOf } from '../../../data/pictureFiles/areaMeanOf.ts';
import { bundleWorker } from '../../../setup/bundleWorker.ts';
import { bmpOf } from './bmpOf.ts';

const side = 32;
const browserPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const folder = join(import.meta.dirname, '../../../../src/app/features/pictures/reading');

let server: Server;
let browser: Browser;
let page: Page;
let worker = '';
/** What a worker runs before its script. */
const before = { honest: '', canvasLies: '', allLies: '' };
const files = new Map<string, Uint8Array>();

beforeAll(async () => {
  worker = await bundleWorker(join(folder, 'worker.ts'));
  server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/worker.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(before[search.slice(1) as keyof typeof before] + worker);
    } else if (pathname === '/') response.setHeader('content-type', 'text/html').end('<!doctype html>');
    else response.end(files.get(pathname.slice(1)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({
    executablePath: browserPaths.find((path) => existsSync(path)),
    args: ['--no-sandbox'],
  });
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** As the page asks for it. Pixels come back as a list. */
async function read(
  file: Uint8Array,
  { lies = 'honest' as keyof typeof before, camera = false } = {},
): Promise<ReadAnswer & { longest?: number; took?: number }> {
  files.set('file', file);
  return page.evaluate(
    async ([lie, isCamera, pixels]) => {
      const blob = await (await fetch('file', { cache: 'no-store' })).blob();
      const source = isCamera ? await createImageBitmap(blob) : blob;
      const thread = new Worker(`worker.js?${lie}`, { type: 'module' });
      // How long the page's own thread was away while the picture was read.
      const began = performance.now();
      let [last, longest] = [began, 0];
      const ticks = setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }, 5);
      const answer = await new Promise<ReadAnswer>((resolve) => {
        thread.onmessage = ({ data }) => resolve(data);
        thread.postMessage({ source, side: pixels }, source instanceof Blob ? [] : [source]);
      });
      const took = performance.now() - began;
      clearInterval(ticks);
      thread.terminate();
      return 'problem' in answer ? answer : { ...answer, pixels: [...answer.pixels] as never, longest, took };
    },
    [lies, camera, side] as const,
  );
}

/** RGBA of a picture in Node. */
const rgbaOf = async (picture: Sharp) => {
  const { data, info } = await picture
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

/** The middle square over white, made smaller the slow way. */
function seenOf({ data, width, height }: Awaited<ReturnType<typeof rgbaOf>>): number[] {
  const from = Math.min(width, height);
  const [left, top] = [Math.floor((width - from) / 2), Math.floor((height - from) / 2)];
  const square = new Float64Array(4 * from * from);
  for (let y = 0; y < from; y++)
    for (let x = 0; x < from; x++) {
      const at = 4 * ((top + y) * width + left + x);
      const alpha = (data[at + 3] as number) / 255;
      for (let c = 0; c < 3; c++)
        square[4 * (y * from + x) + c] = (data[at + c] as number) * alpha + 255 * (1 - alpha);
    }
  return areaMeanOf(square, from, side);
}

const differenceOf = (answer: ReadAnswer, wanted: readonly number[]): number => {
  if ('problem' in answer) throw new Error(JSON.stringify(answer.problem));
  expect(answer.pixels.length).toBe(wanted.length);
  return Math.max(...wanted.map((value, i) => Math.abs((answer.pixels[i] as number) - value)));
};

const [width, height] = [150, 97];
/** Smooth, without any symmetry, and with detail of a pixel. */
const colours = (channels: number): Buffer =>
  Buffer.from(
    Array.from({ length: width * height * channels }, (_, i) => {
      const [c, x, y] = [i % channels, Math.floor(i / channels) % width, Math.floor(i / channels / width)];
      const base = [x * 1.6, y * 2.5, 255 - x - y / 2, (x * 3 + y) % 256][c] as number;
      return Math.max(0, Math.min(255, Math.round(base + ((x ^ y) % 3) * 4)));
    }),
  );
const source = () => sharp(colours(3), { raw: { width, height, channels: 3 } });
const withAlpha = () => sharp(colours(4), { raw: { width, height, channels: 4 } });

describe('the network gets the picture', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('of a JPEG with EXIF rotation %i, upright', async (orientation) => {
    const file = await source()
      .withMetadata({ orientation })
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toBuffer();
    const upright = await rgbaOf(sharp(file).autoOrient());
    const answer = await read(file);
    expect(answer).toMatchObject({ size: { width: upright.width, height: upright.height } });
    expect(differenceOf(answer, seenOf(upright))).toBeLessThan(1.6);
  });

  // Half a step is rounding; with alpha, each source pixel is rounded once before, of a WebP downwards.
  it.each<[string, () => Promise<Uint8Array>, number]>([
    ['PNG', () => source().png().toBuffer(), 0.51],
    ['PNG with alpha, over white', () => withAlpha().png().toBuffer(), 1.01],
    ['PNG of 16 bits', () => source().toColourspace('rgb16').png().toBuffer(), 0.51],
    ['PNG of a palette', () => source().png({ palette: true, colours: 16 }).toBuffer(), 0.51],
    ['WebP', () => source().webp({ lossless: true }).toBuffer(), 0.51],
    ['WebP with alpha', () => withAlpha().webp({ lossless: true, exact: true }).toBuffer(), 1.5],
    ['AVIF', () => source().avif({ quality: 90, effort: 0 }).toBuffer(), 2.5],
    ['JPEG in grey', () => source().greyscale().jpeg().toBuffer(), 1.6],
  ])('of a %s', async (_, make, tolerance) => {
    const file = await make();
    expect(differenceOf(await read(file), seenOf(await rgbaOf(sharp(file))))).toBeLessThan(tolerance);
  });

  it('of a BMP', async () => {
    const file = bmpOf(colours(3), width, height);
    expect(differenceOf(await read(file), seenOf(await rgbaOf(source())))).toBeLessThan(0.51);
  });

  it('of the first frame of an animated GIF', async () => {
    const frame = (r: number) =>
      sharp({ create: { width: 40, height: 40, channels: 3, background: { r, g: 90, b: 20 } } })
        .png()
        .toBuffer();
    const file = await sharp([await frame(200), await frame(10)], { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await sharp(file).metadata()).pages).toBe(2);
    expect(differenceOf(await read(file), seenOf(await rgbaOf(sharp(file, { page: 0 }))))).toBeLessThan(0.51);
  });

  it('in sRGB where the file is in another space', async () => {
    const file = await source().withIccProfile('p3').png().toBuffer();
    expect(differenceOf(await read(file), seenOf(await rgbaOf(source())))).toBeLessThan(3);
  });

  it('of a still of the camera', async () => {
    const file = await source().png().toBuffer();
    expect(differenceOf(await read(file, { camera: true }), seenOf(await rgbaOf(source())))).toBeLessThan(
      0.51,
    );
  });

  it('of a single pixel', async () => {
    const file = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();
    expect(differenceOf(await read(file), areaMeanOf([0x12, 0x34, 0x56, 255], 1, side))).toBeLessThan(0.51);
  });

  it('of 60 megapixels, while the page goes on', async () => {
    const quarters = sharp(Buffer.from([220, 20, 30, 20, 180, 60, 10, 40, 200, 240, 230, 20]), {
      raw: { width: 2, height: 2, channels: 3 },
    });
    const file = await quarters
      .resize(9000, 6700, { kernel: 'nearest', fit: 'fill' })
      .jpeg({ quality: 90 })
      .toBuffer();
    const answer = await read(file);
    expect(answer).toMatchObject({ size: { width: 9000, height: 6700 } });
    if ('problem' in answer) return;
    const at = (x: number, y: number) => [...answer.pixels].slice(3 * (y * side + x), 3 * (y * side + x) + 3);
    const corners = [at(0, 0), at(side - 1, 0), at(0, side - 1), at(side - 1, side - 1)].flat();
    const wanted = [220, 20, 30, 20, 180, 60, 10, 40, 200, 240, 230, 20];
    for (const [i, value] of wanted.entries())
      expect(Math.abs((corners[i] as number) - value)).toBeLessThanOrEqual(2);
    // On the page's own thread it would be one piece.
    expect(answer.longest).toBeLessThan((answer.took ?? 0) / 3);
  });
});

describe('what cannot be read is named', () => {
  it.each<[string, () => Promise<Uint8Array>, object]>([
    [
      'a JPEG that is cut short',
      async () => (await source().jpeg().toBuffer()).subarray(0, 1200),
      { kind: 'cut-short', format: 'JPEG' },
    ],
    [
      'a PNG that is damaged inside',
      async () => {
        const file = await source().png().toBuffer();
        return file.fill(0xa5, 20_000, 20_040);
      },
      { kind: 'not-decoded', format: 'PNG' },
    ],
    [
      'an SVG',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'),
      { kind: 'svg' },
    ],
    ['a PDF', async () => Buffer.from('%PDF-1.4\n%%EOF'), { kind: 'pdf' }],
    ['nothing', async () => new Uint8Array(), { kind: 'empty' }],
  ])('%s', async (_, make, problem) => {
    expect(await read(await make())).toEqual({ problem });
  });
});

describe('where the browser resists fingerprinting', () => {
  beforeAll(() => {
    before.canvasLies = `{
      const given = OffscreenCanvasRenderingContext2D.prototype.getImageData;
      OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...args) {
        const image = given.apply(this, args);
        image.data[41] ^= 1;
        return image;
      };
    }\n`;
    before.allLies = `${before.canvasLies}delete self.VideoFrame;\n`;
  });

  it('a frame is read in place of a canvas that lies', async () => {
    const file = await withAlpha().png().toBuffer();
    expect(
      differenceOf(await read(file, { lies: 'canvasLies' }), seenOf(await rgbaOf(sharp(file)))),
    ).toBeLessThan(1.01);
  });

  it('no pixel goes in where every way lies', async () => {
    const file = await source().png().toBuffer();
    expect(await read(file, { lies: 'allLies' })).toEqual({ problem: { kind: 'pixels-changed' } });
  });
});
