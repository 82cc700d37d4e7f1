/** Makes a data set of somebody's own pictures, and lists those that are kept. */
import { useStore } from 'zustand';
import { useDataWords } from '../../i18n/data.ts';
import { useStores } from '../../state/react.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import { Made } from './Made.tsx';
import { PreviewScreen } from './PreviewScreen.tsx';
import { Shooting } from './Shooting.tsx';
import { Start } from './Start.tsx';
import { sessionOf } from './session.ts';
import { Working } from './Working.tsx';

function Body({ onClose }: Pick<DialogProps, 'onClose'>) {
  const words = useDataWords();
  const { store, actions } = sessionOf(useStores());
  const step = useStore(store, (flow) => flow.step);
  switch (step.at) {
    case 'choosing':
      return <Start problem={step.problem} onUsed={onClose} />;
    case 'camera':
      return <Shooting />;
    case 'reading':
      return <Working what={words.reading} progress={step.progress} onCancel={() => actions.startOver()} />;
    case 'preview':
      return <PreviewScreen problem={step.problem} />;
    case 'making':
      return <Working what={words.making} counts progress={step.progress} onCancel={actions.stopMaking} />;
    case 'made':
      return <Made made={step.made} onUsed={onClose} />;
    default:
      return step satisfies never;
  }
}

export function DataDialog({ opened, onClose }: DialogProps) {
  const words = useDataWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={words.title} size={820}>
      <Body onClose={onClose} />
    </Dialog>
  );
}
