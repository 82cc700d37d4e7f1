/**
 * A + in every gap where a block may be added to the network that trains, seen under a pointer over the drawing. Pulled to the right it
 * stands for several, and at the end of a stage, pulled to the left, for those that go. Keys and fingers have the same inside a block
 * and under the stages.
 */
import { type PointerEvent, useState } from 'react';
import { useDepthWords } from '../../../i18n/depth.ts';
import { useActions } from '../../../state/react.ts';
import { DragBlocks } from './DragBlocks.tsx';
import { distances, pulledBlocks } from './dragging.ts';
import classes from './InsertButtons.module.css';
import { type InsertButtonsProps, type InsertPlace, insertPlaces } from './places.ts';

function Insert({
  place,
  shown: { spec },
}: { readonly place: InsertPlace } & Pick<InsertButtonsProps, 'shown'>) {
  const words = useDepthWords();
  const { changeDepth } = useActions();
  /** Where it was taken, and how far it is by now. */
  const [pull, setPull] = useState<{ readonly from: number; readonly by: number }>();
  const { stage, at, point } = place;
  const pulls = pull !== undefined && Math.abs(pull.by) >= distances.start;
  const blocks = pulls ? pulledBlocks(spec, place, pull.by) : 1;
  const name = words.insert(`layer${stage + 1}`, at + 1);
  const change = () => {
    const edit = blocks > 0 ? ({ kind: 'add', stage, at } as const) : ({ kind: 'remove', stage } as const);
    for (let i = Math.abs(blocks); i > 0; i--) changeDepth(edit);
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.insert}
      data-pulled={pulls || undefined}
      style={{ left: point.x + (pulls ? pull.by : 0), top: point.y }}
      aria-label={name}
      title={`${name}. ${words.identity} ${words.pull}`}
      onPointerDown={(event: PointerEvent<HTMLButtonElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setPull({ from: event.clientX, by: 0 });
      }}
      onPointerMove={({ clientX, currentTarget }) => {
        // The drawing may be drawn smaller.
        const scale = currentTarget.getBoundingClientRect().width / currentTarget.offsetWidth || 1;
        if (pull) setPull({ ...pull, by: (clientX - pull.from) / scale });
      }}
      onPointerCancel={() => setPull(undefined)}
      onClick={() => {
        change();
        setPull(undefined);
      }}
      // The click that ends it comes right after.
      onLostPointerCapture={() => setTimeout(() => setPull(undefined))}
    >
      <span aria-hidden>{pulls ? words.pulled(blocks) : '+'}</span>
    </button>
  );
}

export function InsertButtons({ layout, shown }: InsertButtonsProps) {
  const { spec } = shown;
  if (layout.direction !== 'across') return null;
  // The buttons under the stages tell why nothing is added to a plain network.
  const places = spec.shortcut === 'none' ? [] : insertPlaces(layout, spec);
  return (
    <>
      {places.map((place) => (
        <Insert key={`${place.stage}.${place.at}`} place={place} shown={shown} />
      ))}
      <DragBlocks layout={layout} shown={shown} />
    </>
  );
}
