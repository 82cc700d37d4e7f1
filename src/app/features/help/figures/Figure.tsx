/** The frame of a figure: the question that it answers, what can be changed, the drawing, and what to see in it. */

import { type ReactNode, useId } from 'react';
import classes from './Figure.module.css';

interface FigureProps {
  /** One question. */
  readonly question: string;
  readonly caption: ReactNode;
  /** Sliders and switches. */
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

export function Figure({ question, caption, controls, children }: FigureProps) {
  const id = useId();
  return (
    <figure className={classes.figure} aria-labelledby={id}>
      <p id={id} className={classes.question}>
        {question}
      </p>
      {controls && <div className={classes.controls}>{controls}</div>}
      {children}
      <figcaption className={classes.caption}>{caption}</figcaption>
    </figure>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value as people read it. */
  readonly text: string;
  readonly onChange: (value: number) => void;
}

export function Slider({ label, text, onChange, ...range }: SliderProps) {
  const id = useId();
  return (
    <div className={classes.slider}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        {...range}
        aria-valuetext={text}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output htmlFor={id}>{text}</output>
    </div>
  );
}

/** What each line or bar means: a name beside a stroke of its colour. */
export function Key({
  items,
}: {
  readonly items: readonly { readonly label: string; readonly colour: string }[];
}) {
  return (
    <ul className={classes.key}>
      {items.map(({ label, colour }) => (
        <li key={label}>
          <span style={{ background: colour }} aria-hidden />
          {label}
        </li>
      ))}
    </ul>
  );
}

/** Residual networks and plain ones have these colours in every figure. */
export const colours = { residual: 'var(--run-0)', plain: 'var(--run-1)', third: 'var(--run-2)' };
