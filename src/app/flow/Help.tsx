/** The button that opens the help, and the help itself, loaded when it is first wanted. */
import { ActionIcon } from '@mantine/core';
import { IconQuestionMark } from '@tabler/icons-react';
import { type ComponentType, useEffect, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { useFlow, useFlowState } from './flow.ts';

export function HelpButton() {
  const words = useWords();
  const { actions } = useFlow();
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={words.flow.help}
      title={words.flow.help}
      aria-haspopup="dialog"
      onClick={() => actions.showHelp(true)}
    >
      <IconQuestionMark size={16} aria-hidden />
    </ActionIcon>
  );
}

export function Help() {
  const { actions } = useFlow();
  const wanted = useFlowState((state) => state.help);
  // Once loaded it stays, so that it can close in its own way and give the focus back.
  const [Dialog, setDialog] = useState<ComponentType>();
  useEffect(() => {
    if (!wanted || Dialog) return;
    import('./HelpDialog.tsx').then(({ HelpDialog }) => setDialog(() => HelpDialog), actions.helpFailed);
  }, [wanted, Dialog, actions]);
  return Dialog ? <Dialog /> : null;
}
