/** The pixels of a list of pictures on one canvas, which lies behind the list's buttons and is drawn anew only when they change. */
import { useEffect, useRef } from 'react';
import { opaque } from '../../ui/Pixels.tsx';
import classes from './Pictures.module.css';

interface PictureCanvasProps {
  /** S·S·3 bytes, RGB, in the order of the list; undefined those that are on their way. */
  readonly pictures: readonly (Uint8Array | undefined)[];
  /** Side of a picture. */
  readonly size: number;
  readonly columns: number;
  /** CSS pixels of a place in the grid, and of the picture at its top. */
  readonly cell: { readonly width: number; readonly height: number; readonly tile: number };
}

export function PictureCanvas({ pictures, size, columns, cell }: PictureCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { width, height, tile } = cell;
  const rows = Math.ceil(pictures.length / columns);
  useEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    const one = document.createElement('canvas');
    const pixels = one.getContext('2d');
    if (!canvas || !context || !pixels) return;
    one.width = size;
    one.height = size;
    const scale = devicePixelRatio;
    // This clears it.
    canvas.width = Math.round(columns * width * scale);
    canvas.height = Math.round(rows * height * scale);
    context.imageSmoothingEnabled = false;
    pictures.forEach((picture, i) => {
      if (!picture) return;
      pixels.putImageData(new ImageData(opaque(picture), size, size), 0, 0);
      const x = Math.round(((i % columns) * width + (width - tile) / 2) * scale);
      const y = Math.round(Math.floor(i / columns) * height * scale);
      const side = Math.round(tile * scale);
      context.drawImage(one, x, y, side, side);
    });
  }, [pictures, size, columns, rows, width, height, tile]);
  return (
    <canvas
      ref={ref}
      className={classes.canvas}
      aria-hidden
      style={{ width: columns * width, height: rows * height }}
    />
  );
}
