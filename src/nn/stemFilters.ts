/** The filters of the stem's convolution, the only ones that look at the picture itself. */
import { InternalError } from '../base/errors.ts';
import { moduleNames } from '../model/structure.ts';
import type { StemFilters } from '../training/frames.ts';
import type { Engine } from './engine.ts';

/** As they are after all that was enqueued before. */
export async function readStemFilters(engine: Pick<Engine, 'readWeight'>): Promise<StemFilters> {
  const { shape, data } = await engine.readWeight(`${moduleNames.conv(moduleNames.stem, 0)}.weight`);
  const [out, channels, height, width] = shape;
  if (out === undefined || channels === undefined || height === undefined || width === undefined)
    throw new InternalError('The stem is no convolution.');
  return { shape: [out, channels, height, width], data };
}
