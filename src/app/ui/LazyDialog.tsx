/** A dialog whose script is loaded when it is first wanted. */

import { type ComponentType, useEffect, useState } from 'react';
import type { DialogName } from '../state/overlay.ts';
import { useOverlayState, useStores } from '../state/react.ts';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface LazyDialogProps {
  readonly name: DialogName;
  readonly load: () => Promise<ComponentType<DialogProps>>;
}

export function LazyDialog({ name, load }: LazyDialogProps) {
  const { actions } = useStores().overlay;
  const wanted = useOverlayState((state) => state.dialog === name);
  // Once loaded it stays, so that it can close in its own way and give the focus back.
  const [Loaded, setLoaded] = useState<ComponentType<DialogProps>>();
  useEffect(() => {
    if (!wanted || Loaded) return;
    load().then((component) => setLoaded(() => component), actions.notLoaded);
  }, [wanted, Loaded, load, actions]);
  // It opens after it was there closed: only then the focus goes back to where it was.
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(wanted && Loaded !== undefined), [wanted, Loaded]);
  return Loaded ? <Loaded opened={opened} onClose={() => actions.close(name)} /> : null;
}
