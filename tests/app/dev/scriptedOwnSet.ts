/**
 * A made-up set of somebody's own pictures, of as many classes as the address says (`?own=300`), for work on views of few and of very many
 * classes: names that are long, Chinese, from right to left, or words of the language; few test pictures, drawn as coloured shapes.
 */
import { type DatasetFacts, type OwnName, rememberFacts } from '../../../src/data/sets/index.ts';
import { ownName } from '../../../src/data/sets/ownName.ts';
import { structureOf } from '../../../src/model/structure.ts';
import { specOf } from '../../../src/training/config.ts';
import { type Frame, framedPictures, judge } from '../../../src/training/frames.ts';
import { type Labels, labelsOf } from '../../../src/training/labels.ts';
import type { RunConfig } from '../../../src/training/settings.ts';

const hardNames = [
  'cat',
  'Streptopelia decaocto (Eurasian collared dove), juvenile',
  'constructor',
  '金毛寻回犬',
  'قطة صغيرة',
  'airplane',
  'Übergrößenträger',
  'ラーメン',
  '__proto__',
  '0',
];

/** Test pictures a class: of two classes three in all. */
const testCount = (classes: number): number =>
  classes === 2 ? 3 : classes < 10 ? 10 * classes : 4 * classes;

export interface OwnSet {
  readonly facts: DatasetFacts & { readonly name: OwnName };
  readonly labels: Labels;
}

export function scriptedOwnSet(classes: number): OwnSet {
  const test = testCount(classes);
  const labels = labelsOf(
    classes,
    Array.from({ length: test }, (_, i) => (i * 7 + Math.floor(i / classes)) % classes),
  );
  const images = { train: 40 * classes, test };
  const numbers = { imageSize: classes > 200 ? 64 : 32, classes, images };
  const facts = {
    name: ownName(numbers, '9f86d081884c7d65'),
    title: classes === 3 ? '我的三只宠物' : 'Things on my desk, photographed in October',
    classes: Array.from({ length: classes }, (_, i) => hardNames[i] ?? `class ${String(i).padStart(3, '0')}`),
    imageSize: numbers.imageSize,
    mean: [0.5, 0.5, 0.5],
    std: [0.25, 0.25, 0.25],
    images,
    samples: Array.from({ length: Math.min(20, test) }, (_, index) => ({
      index,
      label: labels[index] as number,
    })),
    shard: { images: images.train, bytes: 0 },
    authors: [],
    citation: '',
    source: '',
  } as const;
  rememberFacts(facts);
  return { facts, labels };
}

const noise = (n: number): number => Math.abs((Math.sin(n * 12.9898) * 43758.5453) % 1);

/** A square of the class's colour in another place each time. */
export function scriptedPictures({ facts, labels }: OwnSet, numbers: readonly number[]): Uint8Array {
  const side = facts.imageSize;
  const images = new Uint8Array(numbers.length * side * side * 3);
  for (const [n, number] of numbers.entries()) {
    const label = labels[number] ?? 0;
    const [left, top] = [noise(number) * 0.5 * side, noise(number + 0.5) * 0.5 * side];
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const within = x > left && x < left + side / 2 && y > top && y < top + side / 2;
        const at = ((n * side + y) * side + x) * 3;
        for (let c = 0; c < 3; c++)
          images[at + c] = within ? 60 + 190 * noise(3 * label + c + 1) : 190 + 20 * noise(at + c);
      }
  }
  return images;
}

/** Logits of a network that is the surer the later it is, and takes some classes for the ones after them. */
export function scriptedLogits({ facts, labels }: OwnSet, number: number, share: number): Float32Array {
  const classes = facts.classes.length;
  const label = labels[number] ?? 0;
  const logits = Float32Array.from({ length: classes }, (_, k) => 1.5 * noise(number * 31 + k * 17 + share));
  logits[label] = (logits[label] ?? 0) + share * (4 + 3 * noise(number));
  const rival = (label + 1 + (label % 3)) % classes;
  logits[rival] = (logits[rival] ?? 0) + (label % 4 === 1 ? 5 : 3) * noise(number + 0.3 + share);
  return logits;
}

export function scriptedFrame(set: OwnSet, config: RunConfig, epoch: number, step: number): Frame {
  const { labels } = set;
  const classes = set.facts.classes.length;
  const logits = new Float32Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++)
    logits.set(scriptedLogits(set, i, Math.min(1, epoch / 6)), i * classes);
  const { stages } = structureOf(specOf(config));
  const parts = ['stem', ...stages.flatMap((stage) => stage.blocks.map(({ name }) => name))];
  return {
    epoch,
    step,
    ...judge(logits, labels),
    logits: logits.slice(0, framedPictures(labels.length) * classes),
    stem: { shape: [16, 3, 3, 3], data: Float32Array.from({ length: 432 }, (_, i) => noise(i) - 0.5) },
    probes: parts.map((name, i) => ({
      name,
      accuracy: Math.min(1, 1.2 / classes + (0.6 * i) / parts.length),
    })),
    readers: parts.map((name, i) => ({
      name,
      bias: new Float32Array(classes).fill(1 / classes),
      weights: Float32Array.from({ length: classes }, (_, k) =>
        k === 1 ? i / parts.length : 0.2 * noise(k + i),
      ),
    })),
  };
}
