/** A notice over the page: something to tell, a sentence or two, which a person may close where `onClose` is given. */

import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.ts';

interface NoticeProps {
  readonly title: string;
  /** Red for what failed, orange for what may be lost; the theme's own for what is merely told. */
  readonly color?: 'red' | 'orange';
  /** Default: a sign of warning. */
  readonly icon?: ReactNode;
  readonly onClose?: () => void;
  readonly testId?: string;
  readonly children: ReactNode;
}

export function Notice({ icon = <IconAlertTriangle aria-hidden />, testId, ...rest }: NoticeProps) {
  const { page } = useWords();
  return (
    <Alert
      variant="outline"
      icon={icon}
      withCloseButton={rest.onClose !== undefined}
      closeButtonLabel={page.dismiss}
      data-testid={testId}
      {...rest}
    />
  );
}
