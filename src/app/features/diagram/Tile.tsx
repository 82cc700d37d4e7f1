/** One sample picture out of the row of all of them, its pixels as large as they have to be. */
import classes from './Tile.module.css';

interface TileProps {
  /** Address of the row; without one the tile is empty. */
  readonly file: string | undefined;
  /** Place in the row, and how many pictures it has. */
  readonly index: number;
  readonly count: number;
  /** Whole pixels. */
  readonly side: number;
}

export const Tile = ({ file, index, count, side }: TileProps) => (
  <span
    className={classes.tile}
    aria-hidden
    style={{
      width: side,
      height: side,
      backgroundImage: file && `url("${file}")`,
      backgroundSize: `${count * side}px ${side}px`,
      backgroundPosition: `${-index * side}px 0`,
    }}
  />
);
