/** A word with a section of the help page to it: a link that opens the section over the page. */

import type { ReactNode } from 'react';
import { type HelpSection, helpHref } from '../state/help.ts';
import classes from './Term.module.css';

interface TermProps {
  readonly section: HelpSection;
  readonly children: ReactNode;
}

export const Term = ({ section, children }: TermProps) => (
  <a className={classes.term} href={helpHref(section)}>
    {children}
  </a>
);
