/** A check of the facts of an own set that come from outside: from the browser's database, or from a file of weights. */
import * as v from 'valibot';
import type { DatasetFacts, OwnName } from '../sets/index.ts';
import { isOwnName } from '../sets/index.ts';
import { ownNumbers } from '../sets/ownName.ts';
import { mostClasses } from './bounds.ts';

const channel = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const channels = v.tuple([channel, channel, channel]);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Of an own set, such as `rememberFacts` takes them. */
export type OwnFacts = DatasetFacts & { readonly name: OwnName };

export const ownFacts: v.GenericSchema<unknown, OwnFacts> = v.pipe(
  v.object({
    name: v.custom<OwnName>((name) => typeof name === 'string' && isOwnName(name)),
    title: v.string(),
    classes: v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(mostClasses)),
    imageSize: count,
    mean: channels,
    // Pictures are divided by it.
    std: v.pipe(
      channels,
      v.check((values) => values.every((value) => value > 0)),
    ),
    images: v.object({ train: count, test: count }),
    samples: v.array(v.object({ index: count, label: count })),
    shard: v.object({ images: count, bytes: count }),
    authors: v.array(v.string()),
    citation: v.string(),
    source: v.string(),
    hash: v.optional(
      v.pipe(
        v.string(),
        v.check((hash) => /^[\da-f]{64}$/.test(hash)),
      ),
    ),
  }),
  v.check(({ name, classes, imageSize, images, hash }) => {
    const said = ownNumbers(name);
    return (
      (hash === undefined || name.endsWith(`-${hash.slice(0, 16)}`)) &&
      said?.imageSize === imageSize &&
      said.classes === classes.length &&
      said.images.train === images.train &&
      said.images.test === images.test
    );
  }),
  v.check(({ classes, images, samples }) =>
    samples.every(({ index, label }) => index < images.test && label < classes.length),
  ),
);
