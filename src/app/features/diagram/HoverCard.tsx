/**
 * The numbers of the card that has the pointer or the focus, shown beside it. The pointer may move onto it; Escape
 * hides it.
 */

import type { ReactNode } from 'react';
import classes from './HoverCard.module.css';
import type { Card, DiagramLayout } from './layout.ts';

interface HoverCardProps {
  readonly id: string;
  readonly card: Card;
  readonly title: string;
  readonly layout: DiagramLayout;
  readonly children: ReactNode;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

const width = 244;

export function HoverCard({ id, card, title, layout, children, onEnter, onLeave }: HoverCardProps) {
  const { rect } = card;
  const centre = rect.x + rect.width / 2;
  const left = Math.max(0, Math.min(layout.width - width, centre - width / 2));
  // Across the screen it lies below the names and buttons of the stages, which it must not cover.
  const top = layout.direction === 'across' ? layout.height : rect.y + rect.height + 12;
  return (
    <div
      id={id}
      role="tooltip"
      className={classes.card}
      style={{ left, top, width }}
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
    >
      <div className={classes.name}>{title}</div>
      {children}
    </div>
  );
}
