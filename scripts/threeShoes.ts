/**
 * Three classes of few pictures, as somebody's own: sandals, sneakers and ankle boots of Fashion-MNIST, the first 50 of each to train on
 * and the first 100 of each of its test pictures to test on, as folders of PNG files. docs/RESULTS.md says what becomes of them.
 *
 *   npx tsx scripts/threeShoes.ts /usr/share/datasets/fashion-mnist OUT     (of the Debian package dataset-fashion-mnist)
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined) {
  console.error('npx tsx scripts/threeShoes.ts FOLDER-OF-FASHION-MNIST OUT');
  process.exit(2);
}

const side = 28;
const classes = { 5: 'sandal', 7: 'sneaker', 9: 'ankle boot' } as const;
/** An IDX file behind its header, which is 16 bytes of pictures and 8 of labels. */
const idx = (name: string, header: number): Uint8Array =>
  gunzipSync(readFileSync(join(from, `${name}-ubyte.gz`))).subarray(header);

for (const [split, file, each] of [
  ['train', 'train', 50],
  ['test', 't10k', 100],
] as const) {
  const [pictures, labels] = [idx(`${file}-images-idx3`, 16), idx(`${file}-labels-idx1`, 8)];
  for (const [label, name] of Object.entries(classes)) {
    const folder = join(to, split, name);
    mkdirSync(folder, { recursive: true });
    const found = [...labels.keys()].filter((i) => labels[i] === Number(label)).slice(0, each);
    for (const i of found)
      await sharp(pictures.subarray(i * side ** 2, (i + 1) * side ** 2), {
        raw: { width: side, height: side, channels: 1 },
      })
        .png()
        .toFile(join(folder, `${String(i).padStart(5, '0')}.png`));
  }
}
