/** The check of what is asked for of a landscape, for messages between page and worker. */
import * as v from 'valibot';
import { landscapePictures, landscapePlanes, landscapeReach, landscapeSizes } from './landscape.ts';
import { amount, count, positive } from './schemas.ts';

export const landscapePlan = v.object({
  plane: v.picklist(landscapePlanes),
  size: v.picklist(landscapeSizes),
  reach: v.pipe(v.number(), v.gtValue(0), v.maxValue(landscapeReach.most)),
  pictures: v.pipe(positive, v.maxValue(landscapePictures.most)),
  split: v.picklist(['train', 'test']),
  seed: count,
  seconds: v.optional(amount),
});
