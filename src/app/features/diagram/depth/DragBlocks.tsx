/**
 * A block that is dragged out of its stage is taken out of the network that trains. It lies over the drawing, follows a mouse or a pen there,
 * and is seen only as long as something is dragged; a finger scrolls and has the buttons.
 */
import { useEffect, useRef, useState } from 'react';
import { useDepthWords } from '../../../i18n/depth.ts';
import { useActions } from '../../../state/react.ts';
import type { Point } from '../layout.ts';
import classes from './DragBlocks.module.css';
import { type DraggedBlock, distances, draggedBlock, isOutside } from './dragging.ts';
import type { InsertButtonsProps } from './places.ts';

interface Drag {
  readonly block: DraggedBlock;
  /** From where it was taken, in pixels of the drawing. */
  readonly by: Point;
  readonly out: boolean;
}

export function DragBlocks({ layout, shown: { spec } }: InsertButtonsProps) {
  const words = useDepthWords();
  const { changeDepth } = useActions();
  const mark = useRef<HTMLSpanElement>(null);
  const [drag, setDrag] = useState<Drag>();

  useEffect(() => {
    const frame = mark.current?.parentElement;
    if (!frame) return;
    const over = new AbortController();
    /** In pixels of the drawing, which may be drawn smaller. */
    const at = ({ clientX, clientY }: MouseEvent): Point => {
      const { left, top, width } = frame.getBoundingClientRect();
      const scale = width / frame.offsetWidth || 1;
      return { x: (clientX - left) / scale, y: (clientY - top) / scale };
    };
    let now: (Drag & { readonly from: Point; readonly begun: boolean }) | undefined;
    const end = () => {
      now = undefined;
      frame.removeAttribute('data-dragging');
      setDrag(undefined);
    };
    const listen = <K extends keyof HTMLElementEventMap>(
      target: HTMLElement | Document,
      type: K,
      on: (event: HTMLElementEventMap[K]) => void,
    ) => target.addEventListener(type, on as EventListener, { signal: over.signal, capture: true });
    listen(frame, 'pointerdown', (event) => {
      const id =
        event.target instanceof Element ? event.target.closest('[data-card]')?.getAttribute('data-id') : null;
      const block =
        id && event.button === 0 && event.pointerType !== 'touch' && draggedBlock(layout, spec, id);
      if (block) now = { block, from: at(event), by: { x: 0, y: 0 }, out: false, begun: false };
    });
    listen(document, 'pointermove', (event) => {
      if (!now) return;
      const point = at(event);
      const by = { x: point.x - now.from.x, y: point.y - now.from.y };
      const begun = now.begun || Math.hypot(by.x, by.y) >= distances.start;
      now = { ...now, by, begun, out: isOutside(layout, now.block.card, point) };
      if (!begun) return;
      frame.setAttribute('data-dragging', '');
      setDrag(now);
    });
    listen(document, 'pointerup', () => {
      if (!now?.begun) return end();
      const { block, out } = now;
      // What was dragged was not chosen.
      const swallow = (event: Event) => event.stopPropagation();
      frame.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => frame.removeEventListener('click', swallow, { capture: true }));
      if (out && block.removable) changeDepth({ kind: 'remove', stage: block.stage, at: block.at });
      end();
    });
    listen(document, 'pointercancel', end);
    listen(document, 'keydown', (event) => {
      if (!now?.begun || event.key !== 'Escape') return;
      event.stopPropagation();
      end();
    });
    return () => {
      over.abort();
      end();
    };
  }, [layout, spec, changeDepth]);

  const { block, by, out } = drag ?? {};
  const { rect } = block?.card ?? {};
  return (
    <>
      <span ref={mark} hidden />
      {block && by && rect && (
        <>
          <div
            className={classes.block}
            data-testid="dragged-block"
            data-out={(out && block.removable) || undefined}
            style={{ left: rect.x + by.x, top: rect.y + by.y, width: rect.width, height: rect.height }}
          />
          <p className={classes.told} style={{ left: rect.x + by.x + rect.width / 2, top: rect.y + by.y }}>
            {!block.removable ? words.mustStay : out ? words.letGo : words.pullOut}
          </p>
        </>
      )}
    </>
  );
}
