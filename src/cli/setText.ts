/** A data set as the command line says it to people. */
import { type DatasetName, factsOf, isKnown, isOwnName } from '../data/sets/index.ts';
import type { RunConfig } from '../training/settings.ts';

/** Such as `CIFAR-10`, or `"flowers" (own-32-3-120-30-9f86d081884c7d65)`; an own set that nobody knows more of has its name alone. */
export function setText(name: DatasetName): string {
  const { title } = factsOf(name);
  return isOwnName(name) && isKnown(name) ? `"${title}" (${name})` : title;
}

/** What a run learns: `CIFAR-10: 10 classes, 50000 training pictures, 10000 test pictures of 32×32.` */
export function datasetLine({ dataset, trainImages, testImages }: RunConfig): string {
  const { classes, images, imageSize } = factsOf(dataset);
  const of = (used: number, all: number) => (used < all ? `${used} of ${all}` : `${all}`);
  return `${setText(dataset)}: ${classes.length} classes, ${of(trainImages, images.train)} training pictures, ${of(testImages, images.test)} test pictures of ${imageSize}×${imageSize}.`;
}
