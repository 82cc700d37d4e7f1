/** One sample picture, its pixels as large as they have to be: out of the row of all of them that lies beside the page, or from the worker. */
import { type DatasetFacts, type DatasetName, isReady } from '../../../data/sets/index.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import type { TestPictureProps } from './TestPicture.tsx';
import classes from './Tile.module.css';

export const TestPicture = lazyPart<TestPictureProps>(
  async () => (await import('./TestPicture.tsx')).TestPicture,
);

interface TileProps {
  readonly facts: DatasetFacts;
  /** Address of the row; without one the tile is empty. Own sets have none. */
  readonly file: string | undefined;
  /** Place among the samples. */
  readonly number: number;
  /** Whole pixels. */
  readonly side: number;
}

export const Tile = ({ facts: { name, samples }, file, number, side }: TileProps) => (
  <span
    className={classes.tile}
    aria-hidden
    style={{
      width: side,
      height: side,
      backgroundImage: file && `url("${file}")`,
      backgroundSize: `${samples.length * side}px ${side}px`,
      backgroundPosition: `${-number * side}px 0`,
    }}
  >
    {!isReady(name) && (
      <TestPicture dataset={name as DatasetName} index={samples[number]?.index ?? 0} side={side} />
    )}
  </span>
);
