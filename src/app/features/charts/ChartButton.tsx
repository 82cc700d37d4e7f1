/** A button of a chart, as small as its words: a key of the legend, or quietly a switch or a file to save. */
import type { ComponentProps } from 'react';
import classes from './ChartButton.module.css';

interface ChartButtonProps extends ComponentProps<'button'> {
  /** Dimmed until it is pressed or what it opens is open; then it has a border. */
  readonly quiet?: boolean;
}

export const ChartButton = ({ quiet, className = '', ...props }: ChartButtonProps) => (
  <button
    type="button"
    className={`${classes.button} ${quiet ? classes.quiet : ''} ${className}`}
    {...props}
  />
);
