/**
 * One channel of a block at the places that residual learning is about: the shortcut, F(x), their sum and its ReLU, on one scale. A pixel
 * of it can be pointed at, or moved to by arrow keys.
 */
import type { KeyboardEvent } from 'react';
import type { Plane } from '../../../../training/featureMaps.ts';
import { useMapWords } from '../../../i18n/maps.ts';
import { placeAfterKey } from '../../../ui/gridKeys.ts';
import { type Cell, cellAt, placeIn } from '../../../ui/gridPointer.ts';
import { useScheme } from '../../../ui/useScheme.ts';
import type { Side } from './asking.ts';
import { PlaneCanvas } from './PlaneCanvas.tsx';
import { painted, type Scale, scaleOf } from './paint.ts';
import classes from './Sides.module.css';

export interface SidePlane {
  readonly side: Side;
  readonly name: string;
  readonly plane: Plane;
}

/** The pixel that is looked at, and in which of the planes. */
export interface PixelAt extends Cell {
  readonly side: Side;
}

interface SidesProps {
  readonly planes: readonly SidePlane[];
  readonly label: string;
  readonly pixel: PixelAt | undefined;
  readonly onPixel: (pixel: PixelAt | undefined) => void;
}

/** What joins a plane to the one before it. */
const joints: Partial<Record<Side, string>> = { branch: '+', sum: '=', output: '→' };

export function Sides({ planes, label, pixel, onPixel }: SidesProps) {
  const words = useMapWords();
  const { dark } = useScheme();
  const first = planes[0]?.plane;
  if (!first) return null;
  const { height, width } = first;
  const { most } = scaleOf(
    planes.map(({ plane }) => plane.values),
    'signed',
  );
  const scale = ({ plane }: SidePlane): Scale => ({ ...scaleOf([plane.values]), most });
  const { row, column } = pixel ?? { row: 0, column: 0 };
  const now = row * width + column;
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && pixel) {
      event.preventDefault();
      event.stopPropagation();
      onPixel(undefined);
      return;
    }
    const to = placeAfterKey(event, now, { columns: width, count: height * width });
    if (to === undefined) return;
    event.preventDefault();
    onPixel({ row: Math.floor(to / width), column: to % width, side: pixel?.side ?? 'output' });
  };
  return (
    <div
      className={classes.sides}
      role="slider"
      tabIndex={0}
      aria-label={`${words.pixel}. ${label}`}
      aria-valuemin={0}
      aria-valuemax={height * width - 1}
      aria-valuenow={now}
      aria-valuetext={words.pixelAt(row + 1, column + 1)}
      data-testid="map-sides"
      onKeyDown={onKey}
      onPointerLeave={() => onPixel(undefined)}
    >
      {planes.map((one, i) => (
        <div key={one.side} className={classes.one}>
          <span className={classes.joint} aria-hidden>
            {i > 0 && (one.side === 'branch' && planes[0]?.side !== 'shortcut' ? '' : joints[one.side])}
          </span>
          <figure className={classes.figure}>
            <div
              className={classes.plane}
              data-side={one.side}
              onPointerMove={(event) => {
                const cell = cellAt(...placeIn(event.currentTarget, event), height, width);
                if (cell) onPixel({ ...cell, side: one.side });
              }}
            >
              <PlaneCanvas width={width} height={height} image={painted(one.plane, scale(one), dark)} />
              {pixel && (
                <span
                  className={classes.cursor}
                  style={{
                    left: `${(100 * pixel.column) / width}%`,
                    top: `${(100 * pixel.row) / height}%`,
                    width: `${100 / width}%`,
                    height: `${100 / height}%`,
                  }}
                />
              )}
            </div>
            <figcaption>
              {one.name}
              <output>{pixel && words.value(one.plane.values[pixel.row * width + pixel.column] ?? 0)}</output>
            </figcaption>
          </figure>
        </div>
      ))}
    </div>
  );
}
