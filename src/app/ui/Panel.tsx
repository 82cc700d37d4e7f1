/** A titled box of the page. */
import './Panel.css';
import { Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface PanelProps {
  readonly title: string;
  /** Quiet words at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Panel({ title, aside, className = '', children }: PanelProps) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} className={`panel ${className}`}>
      <div className="panel-head">
        <Title order={2} id={id} className="panel-title">
          {title}
        </Title>
        {aside && <div className="panel-aside">{aside}</div>}
      </div>
      {children}
    </Paper>
  );
}
