/** The table of a chart: a dialog that is loaded when it is first wanted, and goes on with the chart while it is open. */
import { type ComponentType, type ReactNode, type RefObject, useState } from 'react';
import type { Chart } from './kinds/index.ts';
import type { MarksProps } from './Marks.tsx';
import type { TableDialogProps } from './TableDialog.tsx';

/**
 * @param back What has the focus once the dialog is closed: what opened it is gone by then.
 * @returns The dialog, and what opens it.
 */
export function useTable(
  marks: MarksProps & { readonly chart: Chart },
  back: RefObject<HTMLElement | null>,
): readonly [dialog: ReactNode, open: () => void] {
  const [opened, setOpened] = useState(false);
  const [Loaded, setLoaded] = useState<ComponentType<TableDialogProps>>();
  const open = async () => {
    const { TableDialog } = await import('./TableDialog.tsx');
    setLoaded(() => TableDialog);
    setOpened(true);
  };
  const dialog = Loaded && (
    <Loaded
      {...marks}
      opened={opened}
      onClose={() => setOpened(false)}
      onClosed={() => back.current?.focus()}
    />
  );
  return [dialog, () => void open()];
}
