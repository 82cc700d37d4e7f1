/**
 * A + in every gap where a block may be added to the network that trains, seen under a pointer over the drawing. Keys and fingers have the
 * same inside a block and under the stages.
 */
import { useDepthWords } from '../../../i18n/depth.ts';
import { useActions } from '../../../state/react.ts';
import type { DiagramLayout } from '../layout.ts';
import type { Shown } from '../shown.ts';
import classes from './InsertButtons.module.css';
import { insertPlaces } from './places.ts';

export interface InsertButtonsProps {
  readonly layout: DiagramLayout;
  readonly shown: Pick<Shown, 'spec'>;
}

export function InsertButtons({ layout, shown: { spec } }: InsertButtonsProps) {
  const words = useDepthWords();
  const { changeDepth } = useActions();
  // The buttons under the stages tell why there are none here.
  if (spec.shortcut === 'none' || layout.direction !== 'across') return null;
  return insertPlaces(layout, spec).map(({ stage, at, point }) => (
    <button
      key={`${stage}.${at}`}
      type="button"
      tabIndex={-1}
      className={classes.insert}
      style={{ left: point.x, top: point.y }}
      aria-label={words.insert(`layer${stage + 1}`, at + 1)}
      title={`${words.insert(`layer${stage + 1}`, at + 1)}. ${words.identity}`}
      onClick={() => changeDepth({ kind: 'add', stage, at })}
    >
      <span aria-hidden>+</span>
    </button>
  ));
}
