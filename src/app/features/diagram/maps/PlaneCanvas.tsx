/** A small image as squares of any size: a feature map, or what lies over a picture. */
import { useEffect, useRef } from 'react';
import classes from './PlaneCanvas.module.css';

interface PlaneCanvasProps {
  readonly width: number;
  readonly height: number;
  /** RGBA, or nothing yet. */
  readonly image: Uint8ClampedArray<ArrayBuffer> | undefined;
  /** Whether colours run into one another. */
  readonly smooth?: boolean;
}

export function PlaneCanvas({ width, height, image, smooth = false }: PlaneCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (image) context?.putImageData(new ImageData(image, width, height), 0, 0);
    else context?.clearRect(0, 0, width, height);
  }, [image, width, height]);
  return (
    <canvas
      ref={canvas}
      className={classes.plane}
      data-smooth={smooth || undefined}
      width={width}
      height={height}
      aria-hidden
    />
  );
}
