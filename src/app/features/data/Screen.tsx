/** One screen of the dialog. It takes the focus where the control that led to it has gone. */
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './Data.module.css';

export function Screen({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'start' });
    if (document.activeElement === null || document.activeElement === document.body)
      box.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section ref={box} className={classes.screen} tabIndex={-1} aria-label={label}>
      {children}
    </section>
  );
}
