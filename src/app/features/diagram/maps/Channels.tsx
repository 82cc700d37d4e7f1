/** All channels of a feature map as one sheet of tiles; a tile is chosen by a click or by arrow keys. */
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { channelOf, type MapOfOne, rangeOf } from '../../../../training/featureMaps.ts';
import { useMapWords } from '../../../i18n/maps.ts';
import { placeAfterKey } from '../../../ui/gridKeys.ts';
import { cellAt, placeIn } from '../../../ui/gridPointer.ts';
import { useScheme } from '../../../ui/useScheme.ts';
import classes from './Channels.module.css';
import { paint, scaleOf } from './paint.ts';

interface ChannelsProps {
  readonly map: MapOfOne;
  readonly label: string;
  /** Whether every channel has a scale of its own. */
  readonly eachItsOwn: boolean;
  readonly chosen: number;
  /** Pixels for the sheet. */
  readonly width: number;
  readonly onChoose: (channel: number) => void;
}

const gap = 2;

/** Pixels of the sheet's height that are filled where that goes. */
const height = 196;
const smallest = 16;
const largest = 64;

/** Side of a tile: so that all are in view as far as that goes, and whole pixels for each of the map's, or every other one of these. */
function sideOf(map: MapOfOne, width: number): number {
  const fitting = Math.sqrt((width * height) / map.channels) - gap;
  const wanted = Math.min(largest, Math.max(smallest, fitting));
  if (wanted >= map.width) return Math.floor(wanted / map.width) * map.width;
  return map.width / 2 >= smallest ? map.width / 2 : map.width;
}

export function Channels({ map, label, eachItsOwn, chosen, width, onChoose }: ChannelsProps) {
  const words = useMapWords();
  const { dark } = useScheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = sideOf(map, width);
  const columns = Math.max(1, Math.min(map.channels, Math.floor((width + gap) / (side + gap))));
  const rows = Math.ceil(map.channels / columns);
  const planes = useMemo(
    () => Array.from({ length: map.channels }, (_, channel) => channelOf(map, channel)),
    [map],
  );
  const size = { width: columns * (side + gap) - gap, height: rows * (side + gap) - gap };
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const common = scaleOf(planes.map(({ values }) => values));
    const sheet = new OffscreenCanvas(map.width * map.channels, map.height);
    const image = new ImageData(sheet.width, sheet.height);
    planes.forEach((plane, i) => {
      const scale = eachItsOwn ? scaleOf([plane.values], common.kind) : common;
      paint(plane, scale, dark, { image: image.data, width: sheet.width, x: i * map.width, y: 0 });
    });
    sheet.getContext('2d')?.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.clearRect(0, 0, size.width, size.height);
    planes.forEach((_, i) => {
      const x = (i % columns) * (side + gap);
      const y = Math.floor(i / columns) * (side + gap);
      context.drawImage(sheet, i * map.width, 0, map.width, map.height, x, y, side, side);
    });
  }, [planes, map, eachItsOwn, dark, columns, side, size.width, size.height]);
  const onKey = (event: KeyboardEvent) => {
    const to = placeAfterKey(event, chosen, { columns, count: map.channels, flows: true });
    if (to === undefined) return;
    event.preventDefault();
    onChoose(to);
  };
  const [low, high] = rangeOf(planes[chosen]?.values ?? new Float32Array());
  return (
    <div
      className={classes.sheet}
      style={size}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={map.channels}
      aria-valuenow={chosen + 1}
      aria-valuetext={`${words.channel(chosen + 1)}, ${words.range(low, high)}`}
      data-testid="map-channels"
      onKeyDown={onKey}
      onClick={(event) => {
        const cell = cellAt(...placeIn(event.currentTarget, event), rows, columns);
        const channel = cell && cell.row * columns + cell.column;
        if (channel !== undefined && channel < map.channels) onChoose(channel);
      }}
    >
      <canvas ref={canvas} width={size.width} height={size.height} aria-hidden />
      <span
        className={classes.chosen}
        style={{
          left: (chosen % columns) * (side + gap),
          top: Math.floor(chosen / columns) * (side + gap),
          width: side,
          height: side,
        }}
      />
    </div>
  );
}
