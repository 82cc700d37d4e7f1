/** What changes the depth of a network that trains loads with the first run. */
import type { ReactNode } from 'react';
import { useLocked, useRunActive } from '../../../state/react.ts';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import type { DepthNoteProps } from './DepthNote.tsx';
import type { InsertButtonsProps } from './places.ts';

const LazyNote = lazyPart<DepthNoteProps>(async () => (await import('./DepthNote.tsx')).DepthNote);
const LazyButtons = lazyPart<InsertButtonsProps>(
  async () => (await import('./InsertButtons.tsx')).InsertButtons,
);

/** @param children What stands there where there is nothing to say of a change. */
export function DepthNote(props: DepthNoteProps): ReactNode {
  return useRunActive() ? <LazyNote {...props} /> : props.children;
}
export function InsertButtons(props: InsertButtonsProps) {
  const locked = useLocked('blocks');
  return useRunActive() && !locked && <LazyButtons {...props} />;
}
