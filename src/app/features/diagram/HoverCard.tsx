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
  /** Width of what is visible, and how far the drawing is scrolled. */
  readonly room: number;
  readonly scrolled: number;
  readonly children: ReactNode;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

const width = 244;

export function HoverCard({
  id,
  card,
  title,
  layout,
  room,
  scrolled,
  children,
  onEnter,
  onLeave,
}: HoverCardProps) {
  const { rect } = card;
  const centre = rect.x + rect.width / 2 - scrolled;
  const left = Math.max(0, Math.min(room - width, centre - width / 2));
  const side = layout.direction === 'across' ? rect.y + rect.height : rect.y + rect.height + 4;
  return (
    <div
      id={id}
      role="tooltip"
      className={classes.card}
      style={{ left, top: side + 8, width }}
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
    >
      <div className={classes.name}>{title}</div>
      {children}
    </div>
  );
}
