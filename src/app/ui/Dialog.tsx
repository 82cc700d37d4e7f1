/** A dialog whose script is loaded when it is first wanted (`LazyDialog.tsx`): all of them are closed in one way. */
import { Modal, type ModalProps } from '@mantine/core';
import { useWords } from '../i18n/words.ts';

export function Dialog(props: ModalProps) {
  const { page } = useWords();
  return <Modal closeButtonProps={{ 'aria-label': page.dismiss, size: 28 }} {...props} />;
}
