/** A short piece of a run's line, in its colour and dash. */

import { runLook } from '../../state/colours.ts';
import classes from './Swatch.module.css';

const width = 22;

export function Swatch({ colour: index }: { readonly colour: number }) {
  const { colour, dash } = runLook(index);
  return (
    <svg className={classes.swatch} width={width} height="8" aria-hidden="true">
      <line x1="1" y1="4" x2={width - 1} y2="4" stroke={colour} strokeWidth="3" strokeDasharray={dash} />
    </svg>
  );
}
