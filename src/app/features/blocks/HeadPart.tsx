/** What a view has for the line of the choice of views, which stays as it is while views change. */
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useBlocks } from './context.ts';

export function HeadPart({ children }: { readonly children: ReactNode }) {
  const { head } = useBlocks();
  return head && createPortal(children, head);
}
