/** Some pictures of a class side by side, as the network sees them. Its room is there before they are. */
import { useEffect, useRef } from 'react';
import classes from './Data.module.css';
import type { Sheet as SheetOf } from './flow.ts';

export function Sheet({ sheet }: { readonly sheet: SheetOf | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = sheet?.imageSize ?? 32;
  const count = sheet?.pictures.length ?? 0;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    for (const [i, pixels] of (sheet?.pictures ?? []).entries())
      context?.putImageData(new ImageData(pixels, side, side), i * side, 0);
  }, [sheet, side]);
  return (
    <div className={classes.sheet}>
      {count > 0 && (
        <canvas ref={canvas} className={classes.pictures} width={count * side} height={side} aria-hidden />
      )}
    </div>
  );
}
