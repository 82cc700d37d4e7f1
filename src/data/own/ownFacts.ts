/** A check of the facts of an own set that come from outside: from the browser's database, from a worker, or from a file of weights. What does not fit its name is refused. */
import * as v from 'valibot';
import { count, listOf } from '../../training/schemas.ts';
import type { DatasetFacts, OwnName } from '../sets/index.ts';
import { isOwnName } from '../sets/index.ts';
import { ownNumbers } from '../sets/ownName.ts';
import { imagesPerShard } from '../sprite.ts';

/** Of an own set, such as `rememberFacts` takes them. */
export type OwnFacts = DatasetFacts & { readonly name: OwnName };

const mostSamples = 100;

const share = v.pipe(
  v.number(),
  v.check((x) => x >= 0 && x <= 1, 'It must be from 0 to 1.'),
);
const deviation = v.pipe(
  v.number(),
  v.check((x) => x > 0 && x <= 1, 'It must be above 0, and no more than 1.'),
);

/**
 * What a set of this name has besides what the name says.
 * @param word What its title and the names of its classes may be.
 */
export function factsBesides(name: OwnName, word: v.GenericSchema<string>) {
  const { classes = 0, images } = ownNumbers(name) ?? {};
  const label = v.pipe(
    count,
    v.check((n) => n < classes, 'There is no such class.'),
  );
  const index = v.pipe(
    count,
    v.check((n) => n < Math.min(imagesPerShard, images?.test ?? 0), 'There is no such picture.'),
  );
  return v.object({
    title: word,
    classes: v.pipe(
      v.array(word),
      v.check(({ length }) => length === classes, `There must be ${classes}.`),
    ),
    mean: v.strictTuple([share, share, share]),
    std: v.strictTuple([deviation, deviation, deviation]),
    samples: listOf(v.object({ index, label }), mostSamples),
    hash: v.optional(
      v.pipe(
        v.string(),
        v.check(
          (hash) => /^[\da-f]{64}$/.test(hash) && name.endsWith(`-${hash.slice(0, 16)}`),
          'It is not that of the name.',
        ),
      ),
    ),
  });
}

/** All facts of the set of this name. */
function factsOfName(name: OwnName): v.GenericSchema<unknown, OwnFacts> {
  const { imageSize = 0, images = { train: 0, test: 0 } } = ownNumbers(name) ?? {};
  return v.object({
    ...factsBesides(name, v.string()).entries,
    name: v.literal(name),
    imageSize: v.literal(imageSize),
    images: v.object({ train: v.literal(images.train), test: v.literal(images.test) }),
    shard: v.object({ images: count, bytes: count }),
    authors: v.array(v.string()),
    citation: v.string(),
    source: v.string(),
  });
}

const named = v.object({ name: v.string() });

export const ownFacts: v.GenericSchema<unknown, OwnFacts> = v.lazy((facts) =>
  v.is(named, facts) && isOwnName(facts.name)
    ? factsOfName(facts.name)
    : v.custom<OwnFacts>(() => false, 'It must be an own set.'),
);
