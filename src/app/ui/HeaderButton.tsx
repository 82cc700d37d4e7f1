/** A small button of the header: one icon, or two letters. */
import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';

interface HeaderButtonProps {
  readonly label: string;
  /** Where more can be said than the label does. */
  readonly title?: string;
  /** True where it opens a dialog. */
  readonly dialog?: boolean;
  /** Of the label and what is seen, where it is not the page's. */
  readonly lang?: string;
  readonly className?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function HeaderButton({ label, title = label, dialog, children, ...rest }: HeaderButtonProps) {
  return (
    <ActionIcon
      variant="default"
      size={30}
      fz="xs"
      aria-label={label}
      title={title}
      aria-haspopup={dialog && 'dialog'}
      {...rest}
    >
      {children}
    </ActionIcon>
  );
}
