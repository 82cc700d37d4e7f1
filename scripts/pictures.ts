/**
 * Makes the PNGs in `public/` from `public/icon.svg` and from the drawing below: `npm run pictures`. The icons come out the
 * same everywhere; the picture for links to the page has text in the fonts of the machine that makes it,
 * and a picture of the prepared data set.
 */
import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { cifar10 } from '../src/data/sets/cifar10/facts.ts';
import { samplesName } from '../src/data/sets/datasetFacts.ts';
import { socialPicture } from './socialPicture.ts';

const mark = readFileSync('public/icon.svg', 'utf8');
const ground = '#005a9c';

/** The mark at a size in pixels. */
const drawn = (pixels: number): Sharp =>
  sharp(Buffer.from(mark), { density: (72 * pixels) / 32 }).resize(pixels, pixels);

/** The mark on a full square whose edge a system may cut to its own shape: a tenth of the picture may go on every side. */
async function onSquare(pixels: number): Promise<Sharp> {
  const inner = Math.round(0.8 * pixels);
  const input = await drawn(inner).png().toBuffer();
  return sharp({ create: { width: pixels, height: pixels, channels: 3, background: ground } }).composite([
    { input, gravity: 'centre' },
  ]);
}

/** A sample picture of the data set, with its pixels to be seen. @param place Counted from 0. */
async function samplePicture(place: number, pixels: number): Promise<string> {
  const { name, imageSize: side } = cifar10;
  const png = await sharp(`public/${name}/${samplesName}`)
    .extract({ left: place * side, top: 0, width: side, height: side })
    .resize(pixels, pixels, { kernel: 'nearest' })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}

/** Anybody knows it at first sight. */
const puppy = 12;

const pictures: Readonly<Record<string, Sharp>> = {
  'icon-192.png': drawn(192),
  'icon-512.png': drawn(512),
  'icon-maskable-512.png': await onSquare(512),
  'apple-touch-icon.png': await onSquare(180),
  'social.png': sharp(Buffer.from(socialPicture(mark, await samplePicture(puppy, 352)))),
};
for (const [name, picture] of Object.entries(pictures)) {
  const { width, height, size } = await picture
    .png({ palette: true, compressionLevel: 9 })
    .toFile(`public/${name}`);
  console.log(`public/${name}: ${width}×${height}, ${size} bytes`);
}
