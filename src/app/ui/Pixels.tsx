/** A picture given by its pixels, drawn as squares of any size. */
import { useEffect, useRef } from 'react';
import classes from './Pixels.module.css';

interface PixelsProps {
  /** S·S·3 bytes, RGB. */
  readonly pixels: Uint8Array;
  /** Whole pixels on the page. */
  readonly side: number;
}

/** Bytes of RGB as those of RGBA, without transparency. */
export function opaque(pixels: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((pixels.length / 3) * 4).fill(255);
  for (let i = 0; i < pixels.length / 3; i++) rgba.set(pixels.subarray(3 * i, 3 * i + 3), 4 * i);
  return rgba;
}

export function Pixels({ pixels, side }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = Math.sqrt(pixels.length / 3);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(opaque(pixels), size, size), 0, 0);
  }, [pixels, size]);
  return (
    <canvas
      ref={canvas}
      className={classes.pixels}
      width={size}
      height={size}
      style={{ width: side, height: side }}
      aria-hidden
    />
  );
}
