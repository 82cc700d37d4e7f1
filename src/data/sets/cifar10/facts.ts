/** CIFAR-10 (Krizhevsky 2009): sixty thousand small colour photographs of ten kinds of animals and vehicles. */
import type { DatasetFacts } from '../datasetFacts.ts';

export const cifar10 = {
  name: 'cifar10',
  title: 'CIFAR-10',
  classes: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  imageSize: 32,
  // The four digits that the field quotes and other programs normalise by.
  mean: [0.4914, 0.4822, 0.4465],
  std: [0.247, 0.2435, 0.2616],
  images: { train: 50_000, test: 10_000 },
  // Two of each class, the first ones of the test split.
  samples: [
    { index: 0, label: 3 },
    { index: 1, label: 8 },
    { index: 12, label: 5 },
    { index: 6, label: 1 },
    { index: 4, label: 6 },
    { index: 13, label: 7 },
    { index: 3, label: 0 },
    { index: 25, label: 2 },
    { index: 11, label: 9 },
    { index: 22, label: 4 },
    { index: 8, label: 3 },
    { index: 2, label: 8 },
    { index: 16, label: 5 },
    { index: 9, label: 1 },
    { index: 5, label: 6 },
    { index: 17, label: 7 },
    { index: 10, label: 0 },
    { index: 35, label: 2 },
    { index: 14, label: 9 },
    { index: 26, label: 4 },
  ],
  shard: { images: 1000, bytes: 1_690_000 },
  authors: ['Alex Krizhevsky', 'Vinod Nair', 'Geoffrey Hinton'],
  citation:
    'CIFAR-10: Alex Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009. https://www.cs.toronto.edu/~kriz/cifar.html',
  source: 'https://www.cs.toronto.edu/~kriz/cifar.html',
} as const satisfies DatasetFacts;
