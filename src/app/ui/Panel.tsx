/** A titled box of the page. */

import { Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';
import quiet from './quiet.module.css';

interface PanelProps {
  readonly title: string;
  /** Quiet words at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, aside, children }: PanelProps) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} className={classes.panel}>
      <div className={classes.head}>
        <Title order={2} id={id} className={classes.title} data-testid="panel-title">
          {title}
        </Title>
        {aside && <div className={quiet.aside}>{aside}</div>}
      </div>
      {children}
    </Paper>
  );
}
