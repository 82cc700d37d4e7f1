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
  authors: ['Alex Krizhevsky', 'Vinod Nair', 'Geoffrey Hinton'],
  citation:
    'CIFAR-10: Alex Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009. https://www.cs.toronto.edu/~kriz/cifar.html',
  source: 'https://www.cs.toronto.edu/~kriz/cifar.html',
} as const satisfies DatasetFacts;
